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

import { operations } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Request, RequestHandler, Router } from 'express';
import { RefusedActorError } from '../problems/errors';
import type { Gates } from '../gates/Gates';
import { bind } from './bind';
import { HttpError } from './HttpError';
import type { Viewers } from './Viewers';

export interface GateRoutes {
  viewers: Viewers;
  gates: Gates;
}

/** Below it a token may come as a password; each route asks for one itself. */
export const FLAGGER_PATH = '/v1/gates/flagger';

/**
 * Flagger sends no headers of its own, but the user and password of a URL as
 * Basic authentication: its password is read as the token.
 */
const passwordAsToken: RequestHandler = (request, _response, next) => {
  const [, encoded] =
    /^Basic ([A-Za-z0-9+/=]+)$/i.exec(request.headers.authorization ?? '') ??
    [];
  if (encoded !== undefined) {
    const text = Buffer.from(encoded, 'base64').toString('utf8');
    const token = text.slice(text.indexOf(':') + 1);
    request.headers.authorization = `Bearer ${token}`;
  }
  next();
};

/** What engines that move traffic themselves ask before they do. */
export function bindGates(router: Router, options: GateRoutes): void {
  const { viewers, gates } = options;

  async function engine(request: Request) {
    const viewer = await viewers.of(request, { token: 'ask' });
    if (viewer.actor.kind === 'service') return viewer;
    // What is asked first is remembered: a person must not ask in its place.
    throw new RefusedActorError('Only an engine asks here, by its token', {
      code: 'actor-kind',
      remedy: 'Look at the rollout in the portal',
    });
  }

  router.use(FLAGGER_PATH, passwordAsToken);

  bind(router, operations.askFlaggerGate, async ({ request, params, body }) => {
    const { visibility } = await engine(request);
    const { metadata, checksum } = body;
    const answer = await gates.flagger(params.gate, {
      canary: {
        cluster: metadata?.cluster,
        namespace: metadata?.namespace ?? body.namespace,
        name: metadata?.target ?? body.name,
      },
      checksum: checksum || undefined,
      visibility,
    });
    if (answer.open) return answer;
    throw new HttpError(403, 'GateClosedError', {
      message: answer.reason,
      code: 'gate-closed',
      remedy: 'It opens by what is decided in the portal',
    });
  });

  bind(router, operations.askArgo, async ({ request, query }) => {
    const { visibility } = await engine(request);
    const { hash, ...canary } = query;
    return gates.argo({ canary, checksum: hash, visibility });
  });
}
