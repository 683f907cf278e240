/*
 * Copyright 2026 The Stagecraft Authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

import express from 'express';
import Router from 'express-promise-router';
import { z } from 'zod';
import type { HttpAuthService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { BEHAVIOURS } from '../behaviour/behaviours';
import { SandboxClient } from './SandboxClient';

const behaviourSchema = z.strictObject({
  behaviour: z.enum(BEHAVIOURS, {
    error: `Use one of ${BEHAVIOURS.join(', ')}`,
  }),
});

/** `/api/sandbox/…` for the portal's people, forwarded to the sandbox. */
export function createRouter(
  client: SandboxClient,
  httpAuth: HttpAuthService,
): express.Router {
  const router = Router();
  router.use(express.json());
  router.use(async (request, _response, next) => {
    await httpAuth.credentials(request, { allow: ['user'] });
    next();
  });

  router.get('/services', async (_request, response) => {
    response.json({ services: await client.services() });
  });

  router.put('/services/:name/behaviour', async (request, response) => {
    const parsed = behaviourSchema.safeParse(request.body);
    if (!parsed.success) throw new InputError(z.prettifyError(parsed.error));
    const { name } = request.params;
    response.json(await client.setBehaviour(name, parsed.data.behaviour));
  });

  router.get('/objects', async (_request, response) => {
    response.type('application/yaml').send(await client.objects());
  });

  return router;
}
