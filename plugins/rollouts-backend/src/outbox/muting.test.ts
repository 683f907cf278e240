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

import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestDatabases,
  type TestBackend,
} from '@backstage/backend-test-utils';
import notificationsPlugin from '@backstage/plugin-notifications-backend';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { Topic } from '@stagecraft/backstage-plugin-rollouts-common';
import request from 'supertest';
import { setupDatabase } from '../promises/__testUtils__/setup';
import { addToOutbox } from '../store/outbox';
import type { Visibility } from '../store/visibility';
import { olga } from '../testing/plans';
import { UnseenHarm } from '../views/UnseenHarm';
import { notifications } from './notifications';
import { Outbox } from './Outbox';

/* How the portal's own notifications take what is sent to them. */

jest.setTimeout(60_000);
const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
const test = setupDatabase();
const OLGA = 'user:default/olga';

let backend: TestBackend;
beforeAll(async () => {
  backend = await startTestBackend({
    features: [
      notificationsPlugin,
      mockServices.rootConfig.factory({
        data: { app: { baseUrl: 'https://portal.example.com' } },
      }),
      mockServices.database.factory({
        knex: await databases.init('POSTGRES_18'),
      }),
      createServiceFactory({
        service: catalogServiceRef,
        deps: {},
        factory: () => catalogServiceMock(),
      }),
    ],
  });
});
afterAll(() => backend.stop());

const asOlga = () => mockCredentials.user.header(OLGA);

async function inbox(): Promise<string[]> {
  const { body } = await request(backend.server)
    .get('/api/notifications')
    .set('authorization', asOlga());
  return (body.notifications as { payload: { title: string } }[])
    .map(({ payload }) => payload.title)
    .sort();
}

async function tell(
  topic: Topic,
  title: string,
  by: 'controller' | 'person' = 'controller',
): Promise<void> {
  await addToOutbox(test.database, {
    kind: 'notify',
    payload: {
      topic,
      title,
      description: title,
      recipients: [OLGA],
      rolloutId: topic === 'audit-stopped' ? null : 'r1',
      cause: title,
      decision: {
        at: new Date().toISOString(),
        actor: { kind: by, name: by },
        phase: null,
        stageIndex: null,
        planHash: null,
      },
    },
    dedupeKey: title,
  });
}

async function deliver(): Promise<void> {
  await Outbox.create({
    database: test.database,
    logger: mockServices.logger.mock(),
    deliverers: [
      notifications({
        database: test.database,
        directory: {
          members: async () => [OLGA],
          service: async () => undefined,
        },
        operators: [],
        permissions: false,
        logger: mockServices.logger.mock(),
        service: {
          async send(options) {
            const { status } = await request(backend.server)
              .post('/api/notifications')
              .set(
                'authorization',
                mockCredentials.service.header({
                  onBehalfOf: mockCredentials.service('plugin:rollouts'),
                  targetPluginId: 'notifications',
                }),
              )
              .send(options);
            if (status !== 200) throw new Error(`It answered ${status}`);
          },
        },
      }),
    ],
  }).runOnce();
}

it('keeps one message of what is sent twice', async () => {
  await tell('held', 'Held');
  await deliver();
  // As if the process had died after sending, before it was noted.
  await test.database('outbox').update({
    done_at: null,
    due_at: test.database.raw('clock_timestamp()'),
  });
  await deliver();
  expect(await inbox()).toEqual(['Held']);
});

it('lets a person mute a topic, and tells of harm all the same', async () => {
  const settings = () =>
    request(backend.server)
      .get('/api/notifications/settings')
      .set('authorization', asOlga());
  const [web] = (await settings()).body.channels;
  const [origin] = web.origins;
  expect(origin).toMatchObject({
    id: 'plugin:rollouts',
    topics: [{ id: 'held', enabled: true }],
  });
  const muted = { id: 'held', enabled: false };
  await request(backend.server)
    .post('/api/notifications/settings')
    .set('authorization', asOlga())
    .send({
      channels: [{ ...web, origins: [{ ...origin, topics: [muted] }] }],
    })
    .expect(200);
  await tell('held', 'Held again');
  await tell('stuck', 'Stuck');
  await tell('rolling-back', 'Rolling back');
  await deliver();
  expect(await inbox()).toEqual(['Held', 'Rolling back', 'Stuck']);
  // Nothing of what is harm is listed where topics are switched off.
  expect((await settings()).body.channels[0].origins).toEqual([
    { id: 'plugin:rollouts', enabled: true, topics: [muted] },
  ]);
});

it('shows harm to whom it concerns, though they have muted everything', async () => {
  const [web] = (
    await request(backend.server)
      .get('/api/notifications/settings')
      .set('authorization', asOlga())
  ).body.channels;
  await request(backend.server)
    .post('/api/notifications/settings')
    .set('authorization', asOlga())
    .send({
      channels: [
        {
          ...web,
          enabled: false,
          origins: [{ ...web.origins[0], enabled: false }],
        },
      ],
    })
    .expect(200);
  const before = await inbox();
  await test.database('harm').delete();
  await tell('completed', 'Not harm');
  await tell('held', 'Held by hand', 'person');
  await tell('rolling-back', 'Rolling back muted');
  await tell('bypassed', 'Bypassed muted');
  await tell('audit-stopped', 'Audit muted');
  await deliver();
  expect(await inbox()).toEqual(before);

  const harm = new UnseenHarm({ knex: test.database });
  const titles = async (visibility: Visibility, ref = OLGA) =>
    (await harm.list({ actor: { ...olga, ref }, visibility })).items
      .map(({ title }) => title)
      .sort();
  const all = ['Audit muted', 'Bypassed muted', 'Rolling back muted'];
  expect(await titles('all')).toEqual(all);
  expect(await titles('all', 'user:default/omar')).toEqual([]);
  expect(await titles({ column: 'service', values: ['another'] })).toEqual([
    'Audit muted',
  ]);

  // What comes after somebody looked is not acknowledged with it.
  const reader = { actor: olga, visibility: 'all' } as const;
  const { items } = await harm.list(reader);
  const shown = items.find(({ topic }) => topic === 'rolling-back');
  await tell('stuck', 'Stuck muted');
  await deliver();
  const { items: left } = await harm.acknowledge(reader, shown?.id ?? '');
  expect(left.map(({ title }) => title).sort()).toEqual([
    'Audit muted',
    'Bypassed muted',
    'Stuck muted',
  ]);
  await expect(
    harm.acknowledge(
      { ...reader, actor: { ...olga, ref: 'user:default/omar' } },
      left[0].id,
    ),
  ).rejects.toThrow('You were told of no such harm');
  // Told again, as after a crash, it stays seen.
  await test
    .database('outbox')
    .where({ kind: 'notify' })
    .update({
      done_at: null,
      due_at: test.database.raw('clock_timestamp()'),
    });
  await deliver();
  expect(await titles('all')).toEqual([
    'Audit muted',
    'Bypassed muted',
    'Stuck muted',
  ]);
});
