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

import type { Server } from 'node:http';
import { mockServices } from '@backstage/backend-test-utils';
import { operations } from '@stagecraft/backstage-plugin-rollouts-common';
import express from 'express';
import PromiseRouter from 'express-promise-router';
import request from 'supertest';
import { RefusedActorError } from '../problems/errors';
import { auditing } from './auditing';
import { bind } from './bind';
import { errorHandler } from './errorHandler';

const told: unknown[] = [];
const auditor = mockServices.auditor.mock({
  createEvent: async ({ request: _, ...event }) => ({
    success: async () => void told.push({ ...event, outcome: 'success' }),
    fail: async ({ error }) =>
      void told.push({ ...event, outcome: error.message }),
  }),
});
const logger = mockServices.logger.mock();

let server: Server;
beforeAll(() => {
  const router = PromiseRouter();
  router.use(auditing(auditor, logger), express.json());
  bind(router, operations.commandRollout, async ({ body }) => {
    if (body.reason === 'Not mine') throw new RefusedActorError('Not you', {});
    return {} as never;
  });
  bind(router, operations.getAudit, async () => ({} as never));
  router.use(errorHandler(logger));
  server = express().use(router).listen(0, '127.0.0.1');
});
afterAll(() => server.close());
beforeEach(() => told.splice(0));

async function until(count: number): Promise<void> {
  while (told.length < count) await new Promise(setImmediate);
}

const command = (body: object) =>
  request(server).post('/v1/rollouts/r/commands').send(body);

it.each([
  [{ command: 'roll-back', reason: 'Errors' }, 'high', 'success'],
  [{ command: 'hold', reason: 'Looks odd' }, 'medium', 'success'],
  [{ command: 'hold', reason: 'Not mine' }, 'medium', 'Not you'],
])('tells of %j', async (body, severityLevel, outcome) => {
  await command(body);
  await until(1);
  expect(told).toEqual([
    {
      eventId: 'command-rollout',
      severityLevel,
      meta: { id: 'r', queryType: body.command },
      outcome,
    },
  ]);
});

it('tells of a command that makes no sense, and not of reading', async () => {
  expect((await request(server).get('/v1/audit')).status).toBe(200);
  expect((await command({ command: 'explode' })).status).toBe(400);
  await until(1);
  expect(told).toMatchObject([
    { eventId: 'command-rollout', meta: { id: 'r' } },
  ]);
});
