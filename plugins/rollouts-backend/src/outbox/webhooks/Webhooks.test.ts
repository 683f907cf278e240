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

import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mockServices } from '@backstage/backend-test-utils';
import { webhookEventSchema } from '@stagecraft/backstage-plugin-rollouts-common';
import { passTime } from '../../promises/__testUtils__/clock';
import { setupDatabase } from '../../promises/__testUtils__/setup';
import {
  addDelivery,
  listDeliveries,
  replayDelivery,
} from '../../store/deliveries';
import { addNotice, type Notice } from '../../store/outbox';
import { Outbox } from '../Outbox';
import { readWebhooks } from './configuration';
import { fanOut } from './fanOut';
import { Webhooks } from './Webhooks';

jest.setTimeout(60_000);

const test = setupDatabase();
const SECRET = 'a secret of many characters';

/** Does what the documentation says that a receiver does. */
function isGenuine(headers: Record<string, unknown>, body: string): boolean {
  const sent = Buffer.from(String(headers['stagecraft-signature']));
  const expected = createHmac('sha256', SECRET)
    .update(`${headers['stagecraft-timestamp']}.${body}`)
    .digest('hex');
  const wanted = Buffer.from(`v1=${expected}`);
  return sent.length === wanted.length && timingSafeEqual(sent, wanted);
}

interface Received {
  path: string;
  title: string;
  delivery: string;
  genuine: boolean;
}

let server: Server;
let base: string;
let received: Received[];
/** Answers per path and title; nothing means 200, 'never' is no answer. */
let answers: Record<string, (number | 'never')[]>;

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', chunk => {
      body += chunk;
    });
    request.on('end', () => {
      const path = request.url ?? '';
      const parsed = JSON.parse(body);
      // A chat is sent a text of its own.
      const { title } =
        'text' in parsed
          ? { title: String(parsed.text) }
          : webhookEventSchema.parse(parsed);
      received.push({
        path,
        title,
        delivery: String(request.headers['stagecraft-delivery']),
        genuine: isGenuine(request.headers, body),
      });
      const answer = answers[`${path} ${title}`]?.shift() ?? 200;
      if (answer === 'never') return;
      response.writeHead(answer, { location: '/elsewhere' }).end();
    });
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

let sender: Webhooks;
beforeEach(async () => {
  received = [];
  answers = {};
  await test.database('deliveries').delete();
  await test.database('outbox').delete();
});
afterEach(() => sender?.stop());

async function tell(...notices: [string, Partial<Notice>][]): Promise<void> {
  for (const [title, some] of notices) {
    await addNotice(
      test.database,
      {
        topic: 'held',
        recipients: [],
        title,
        description: 'No data',
        link: '/rollouts',
        ...some,
      },
      title,
    );
  }
}

async function start(
  paths: string[],
  attempts = 3,
  format = 'stagecraft',
): Promise<void> {
  const webhooks = readWebhooks(
    mockServices.rootConfig({
      data: {
        rollouts: {
          webhooks: paths.map(path => ({
            id: path,
            format,
            url: `${base}/${path}`,
            secret: SECRET,
          })),
        },
      },
    }),
  );
  const { database } = test;
  const logger = mockServices.logger.mock();
  await Outbox.create({
    database,
    logger,
    deliverers: [
      fanOut({ database, webhooks, portalUrl: 'https://portal.example.com/' }),
    ],
  }).runOnce();
  sender = Webhooks.create({
    database,
    webhooks,
    logger,
    pollMs: 20,
    timeoutMs: 500,
    backoff: { baseMs: 10, capMs: 20 },
    attempts,
  });
  sender.start();
}

async function until(done: () => Promise<boolean> | boolean): Promise<void> {
  const end = Date.now() + 20_000;
  while (!(await done())) {
    if (Date.now() > end) throw new Error('It did not come to that');
    await new Promise(resolve => {
      setTimeout(resolve, 10);
    });
  }
}

const rows = () =>
  listDeliveries(test.database, { visibility: 'all', limit: 100 });
const settled = async () =>
  (await rows()).every(({ state }) => state !== 'pending');

it('sends each event once, signed, and each receiver its own', async () => {
  await tell(['One', {}]);
  await start(['a', 'b']);
  await until(settled);
  expect(received.map(({ path }) => path).sort()).toEqual(['/a', '/b']);
  expect(received.every(({ genuine }) => genuine)).toBe(true);
  expect(isGenuine({ 'stagecraft-signature': 'v1=00' }, '{}')).toBe(false);
  const [row] = await rows();
  expect(row.event).toMatchObject({
    version: 1,
    topic: 'held',
    severity: 'high',
    link: 'https://portal.example.com/rollouts',
    rollout: null,
  });
});

it('tries again with the same delivery id, in order of one subject', async () => {
  answers['/a One'] = [503, 503];
  await tell(['One', {}], ['Two', {}], ['Another', { topic: 'freeze' }]);
  await start(['a']);
  await until(settled);
  const held = received.filter(({ title }) => title !== 'Another');
  expect(held.map(({ title }) => title)).toEqual(['One', 'One', 'One', 'Two']);
  expect(new Set(held.map(({ delivery }) => delivery)).size).toBe(2);
});

it('gives up at once what can not be written, and goes on with the next', async () => {
  await addDelivery(test.database, {
    id: 'broken',
    webhook: 'a',
    rolloutId: null,
    subject: 'held',
    eventKey: '0',
    event: { version: 1 } as never,
    action: 'trigger',
  });
  await tell(['One', {}]);
  await start(['a'], 3, 'slack');
  await until(settled);
  expect(
    (await rows()).map(({ id, state, attempts }) => [
      id === 'broken',
      state,
      attempts,
    ]),
  ).toEqual([
    [true, 'failed', 1],
    [false, 'delivered', 1],
  ]);
});

it('gives up after a bound, goes on with the next, and sends again when asked', async () => {
  answers['/a One'] = [500, 302, 500];
  await tell(['One', {}], ['Two', {}]);
  await start(['a']);
  await until(settled);
  expect(received.map(({ path, title }) => `${path} ${title}`)).toEqual([
    '/a One',
    '/a One',
    '/a One',
    '/a Two',
  ]);
  const [failed, delivered] = await rows();
  expect([failed.event.title, failed.state, failed.last_status]).toEqual([
    'One',
    'failed',
    500,
  ]);
  expect(delivered.state).toBe('delivered');
  expect(await replayDelivery(test.database, failed.id)).toBe(true);
  await until(settled);
  expect(received.at(-1)).toMatchObject({ title: 'One', delivery: failed.id });
  expect((await rows()).map(({ state }) => state)).toEqual([
    'delivered',
    'delivered',
  ]);
});

it('does not repeat what the receiver will never take', async () => {
  answers['/a One'] = [400];
  await tell(['One', {}]);
  await start(['a']);
  await until(settled);
  expect(received.length).toBe(1);
  expect(await rows()).toMatchObject([{ state: 'failed', last_status: 400 }]);
});

it('keeps nobody waiting for a receiver that never answers', async () => {
  const never = Array.from({ length: 50 }, () => 'never' as const);
  for (let index = 0; index < 8; index += 1) {
    answers[`/slow Event ${index}`] = [...never];
  }
  await tell(
    ...Array.from({ length: 8 }, (_, index): [string, Partial<Notice>] => [
      `Event ${index}`,
      {},
    ]),
  );
  await start(['slow', 'fast']);
  await until(
    () => received.filter(({ path }) => path === '/fast').length === 8,
  );
  expect(
    (await rows()).filter(
      ({ webhook, state }) => webhook === 'slow' && state === 'delivered',
    ),
  ).toEqual([]);
});

it('sends again what was claimed by one that died', async () => {
  await tell(['One', {}]);
  await start(['a']);
  await until(settled);
  // As if it died after sending, before it was noted.
  await test.database('deliveries').update({
    state: 'pending',
    ticket: 'of the dead',
    due_at: test.database.raw(`clock_timestamp() + interval '30 seconds'`),
  });
  await passTime(test.database, 31);
  await until(settled);
  expect(received.length).toBe(2);
  expect(new Set(received.map(({ delivery }) => delivery)).size).toBe(1);
});

it('fails what waits for a receiver that is not configured any more', async () => {
  answers['/a One'] = ['never'];
  await tell(['One', {}]);
  await start(['a'], 10);
  await until(() => received.length === 1);
  await sender.stop();
  await start(['b']);
  await until(settled);
  expect((await rows()).find(({ webhook }) => webhook === 'a')).toMatchObject({
    state: 'failed',
    last_error: 'The webhook is not configured any more',
  });
});
