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

import { randomUUID } from 'node:crypto';
import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import type {
  Permission,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  COMMANDS,
  operations,
  RESOURCE_TYPE_ROLLOUT,
  rolloutLowerPermission,
  type Operation,
} from '@stagecraft/backstage-plugin-rollouts-common';
import request, { type Response } from 'supertest';
import { TestPortal } from '../__testUtils__/TestPortal';
import {
  createRolloutConditionalDecision,
  rolloutConditions,
} from './conditions';
import {
  CALLERS,
  FURTHER,
  OUTSIDERS,
  policy,
  type Caller,
} from './__testUtils__/callers';
import { outcomeOf, pathOf, told } from './__testUtils__/answers';
import {
  EXPECTED,
  EXPECTED_OF_COMMANDS,
  type Row,
} from './__testUtils__/expected';
import {
  commandOf,
  conclude,
  MARKER,
  REQUESTS,
  seed,
  STATES,
  type Subject,
} from './__testUtils__/requests';

jest.setTimeout(60_000);
const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

type Calls = ReturnType<TestPortal['as']>;
const callers = Object.keys(CALLERS) as Caller[];

let portal: TestPortal;
/** Read by everybody; asks omar for an approval. */
let shown: Subject;
/** What outsiders were answered before there was any rollout. */
let tried = 0;

const listed = (Object.values(operations) as Operation[]).filter(
  ({ id }) => id !== 'commandRollout',
);
async function call(
  calls: Calls,
  operation: Operation,
  subject: Subject,
): Promise<Response> {
  tried += 1;
  const path = pathOf(operation, subject);
  if (operation.method === 'get') return calls.get(path);
  return calls.post(
    path,
    REQUESTS[operation.id as keyof typeof REQUESTS]?.().body,
  );
}

/** Tries a row as everybody, and says where it is not as expected. */
async function differences(
  row: Row,
  attempt: (calls: Calls, caller: Caller) => Promise<[Response, Subject]>,
): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const caller of callers) {
    const [response, subject] = await attempt(CALLERS[caller](portal), caller);
    const outcome = outcomeOf(response, subject);
    const expected = row[caller] ?? row.others;
    const same =
      outcome === expected ||
      // Of commands that were done the answer tells everything.
      (expected === 'may' && outcome === 'sees' && response.body?.plan);
    if (!same) {
      found[caller] = `${outcome} instead of ${expected}: ${
        response.status
      } ${told(response, subject).slice(0, 300)}`;
    }
    if (OUTSIDERS.includes(caller)) {
      expect(told(response, subject)).not.toContain(MARKER);
    }
  }
  return found;
}

beforeAll(async () => {
  portal = await TestPortal.start(databases, FURTHER);
  portal.policy = policy;
  portal.healths.set('sandbox', {});
  shown = await seed(portal.knex, { askedAt: new Date().toISOString() });
  const concluded = await seed(portal.knex);
  await conclude(portal.knex, concluded.experimentId);
});
afterAll(async () => {
  await portal.stop();
  process.stdout.write(
    `Permissions: ${listed.length} operations and ${COMMANDS.length} commands as ${callers.length} callers and nobody, ${tried} requests\n`,
  );
});

it('has a row for every operation and every command', () => {
  expect(Object.keys(EXPECTED).sort()).toEqual(
    listed.map(({ id }) => id).sort(),
  );
  expect(Object.keys(EXPECTED_OF_COMMANDS).sort()).toEqual(
    [...COMMANDS].sort(),
  );
});

describe('operations', () => {
  it.each(listed.map(operation => [operation.id, operation] as const))(
    '%s',
    async (id, operation) => {
      const row = EXPECTED[id as keyof typeof EXPECTED];
      expect(
        await differences(row, async calls => {
          const reads = operation.method === 'get';
          const subject = reads ? shown : await seed(portal.knex);
          return [await call(calls, operation, subject), subject];
        }),
      ).toEqual({});
    },
  );

  it('are closed to who has no credentials, and to unknown tokens', async () => {
    for (const operation of listed) {
      const nobody = await call(portal.asNobody(), operation, shown);
      expect([operation.id, nobody.status]).toEqual([operation.id, 401]);
      const unknown = await call(
        portal.asService('plugin:unknown'),
        operation,
        shown,
      );
      expect([operation.id, unknown.status]).toEqual([operation.id, 403]);
      expect(unknown.body.error.remedy).toContain('rollouts.tokens');
    }
  });

  it('answer for what is not there as for what is not seen', async () => {
    const ofOne = listed.filter(({ path }) =>
      /^\/(rollouts|experiments)\/\{id\}/.test(path),
    );
    for (const operation of ofOne) {
      for (const caller of OUTSIDERS) {
        const calls = CALLERS[caller](portal);
        const unseen = await call(calls, operation, shown);
        const nothing = { rolloutId: randomUUID(), experimentId: randomUUID() };
        const missing = await call(calls, operation, nothing);
        expect([unseen.status, told(unseen, shown)]).toEqual([
          missing.status,
          told(missing, nothing),
        ]);
      }
    }
  });
});

describe('commands', () => {
  it.each(COMMANDS)('%s', async name => {
    expect(
      await differences(EXPECTED_OF_COMMANDS[name], async calls => {
        const subject = await seed(portal.knex, STATES[name]);
        tried += 1;
        const path = `/rollouts/${subject.rolloutId}/commands`;
        return [await calls.post(path, commandOf(name)), subject];
      }),
    ).toEqual({});
  });

  it.each(COMMANDS)(
    '%s is closed to nobody and to unknown tokens',
    async name => {
      tried += 2;
      const path = `/rollouts/${shown.rolloutId}/commands`;
      const nobody = await portal.asNobody().post(path, commandOf(name));
      expect(nobody.status).toBe(401);
      const unknown = portal.asService('plugin:unknown');
      const { status, body } = await unknown.post(path, commandOf(name));
      expect(status).toBe(403);
      expect(body.error.code).toBe('token');
    },
  );
});

describe('a permission that is granted for some rollouts', () => {
  const ofRequester = (permission: Permission) =>
    createRolloutConditionalDecision(
      permission as ResourcePermission<typeof RESOURCE_TYPE_ROLLOUT>,
      rolloutConditions.isRequester({ claims: ['user:default/dana'] }),
    );

  it.each(['dana', 'petra'])('lets %s hold what dana requested', async name => {
    portal.policy = (permission, credentials) =>
      permission.name === rolloutLowerPermission.name
        ? ofRequester(permission)
        : policy(permission, credentials);
    const { rolloutId } = await seed(portal.knex, STATES.hold);
    const path = `/rollouts/${rolloutId}/commands`;
    const { status } = await portal.as(name).post(path, commandOf('hold'));
    expect(status).toBe(200);
  });

  it('is refused for others, by the same words as its button is closed', async () => {
    portal.policy = (permission, credentials) =>
      permission.name === rolloutLowerPermission.name
        ? createRolloutConditionalDecision(
            permission as ResourcePermission<typeof RESOURCE_TYPE_ROLLOUT>,
            rolloutConditions.isOfService({ services: ['component:x/other'] }),
          )
        : policy(permission, credentials);
    const { rolloutId } = await seed(portal.knex, STATES.hold);
    const { body: rollout } = await portal
      .as('omar')
      .get(`/rollouts/${rolloutId}`);
    const { status, body } = await portal
      .as('omar')
      .post(`/rollouts/${rolloutId}/commands`, commandOf('hold'));
    expect([status, body.error.code]).toEqual([403, 'permission']);
    expect(rollout.commands).toContainEqual(
      expect.objectContaining({
        command: 'hold',
        open: false,
        reason: body.error.message,
        remedy: body.error.remedy,
      }),
    );
  });

  afterAll(() => {
    portal.policy = policy;
  });
});

it('answers for others, such as the search, whether one is seen', async () => {
  const asked = [
    [shown.rolloutId, 'user:default/dana'],
    [`experiment:${shown.experimentId}`, 'user:default/dana'],
    [`experiment:${shown.experimentId}`, 'user:default/ines'],
    [`experiment:${randomUUID()}`, 'user:default/dana'],
  ];
  const { body } = await request(portal.server)
    .post('/api/rollouts/.well-known/backstage/permissions/apply-conditions')
    .set('authorization', mockCredentials.service.header())
    .send({
      items: asked.map(([resourceRef, claim], index) => ({
        id: String(index),
        resourceRef,
        resourceType: RESOURCE_TYPE_ROLLOUT,
        conditions: rolloutConditions.isRequester({ claims: [claim] }),
      })),
    });
  expect(body.items.map(({ result }: { result: string }) => result)).toEqual([
    'ALLOW',
    'ALLOW',
    'DENY',
    'DENY',
  ]);
});
