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

import { mockServices } from '@backstage/backend-test-utils';
import {
  TOPICS,
  TOPIC_NAMES,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { CHAIN_START } from '../chain/chain';
import { setupDatabase } from '../promises/__testUtils__/setup';
import { passTime } from '../promises/__testUtils__/clock';
import { insertExperiment } from '../store/experiments';
import { addToOutbox, purgeOutbox, type Notice } from '../store/outbox';
import { dana, makeExperimentDraft } from '../testing/plans';
import { Inbox } from './__testUtils__/Inbox';
import { notifications } from './notifications';
import { Outbox } from './Outbox';
import { signals } from './signals';

jest.setTimeout(60_000);

const test = setupDatabase();

const MEMBERS: Record<string, string[]> = {
  'group:default/owners': ['user:default/olga', 'user:default/omar'],
  'group:default/nobody': [],
  'group:default/former': ['user:default/fred'],
  'group:default/on-call': ['user:default/olga', 'user:default/petra'],
};

function makeOutbox(inbox = new Inbox(), permissions = false) {
  const logger = mockServices.logger.mock();
  const publish = jest.fn(async () => {});
  const outbox = Outbox.create({
    database: test.database,
    deliverers: [
      notifications({
        database: test.database,
        service: inbox,
        directory: {
          members: async groups => [
            ...new Set(groups.flatMap(ref => MEMBERS[ref] ?? [ref])),
          ],
          service: async () => undefined,
        },
        operators: ['group:default/on-call'],
        permissions,
        logger: mockServices.logger.mock(),
      }),
      signals({ publish }),
    ],
    logger,
  });
  return { outbox, publish, inbox, logger };
}

const notice: Notice = {
  rolloutId: 'r1',
  topic: 'approval-wanted',
  recipients: ['group:default/owners', 'group:default/on-call'],
  except: 'user:default/petra',
  title: 'Stage 1 wants your approval',
  description: 'It exposes internal users at 100 %',
};

const held = (rolloutId: string): Notice => ({
  ...notice,
  rolloutId,
  topic: 'held',
  cause: 'no-data',
  title: `Rollout held: ${rolloutId}`,
});

function add(payload: Notice, dedupeKey: string) {
  return addToOutbox(test.database, { kind: 'notify', payload, dedupeKey });
}

beforeEach(async () => {
  await test.database('outbox').delete();
  await test.database('notices').delete();
});

describe('telling people', () => {
  it('tells each person once, whatever groups they are in', async () => {
    const { outbox, inbox } = makeOutbox();
    await add(notice, 'e/1/asked');
    await add(notice, 'e/1/asked');
    await outbox.runOnce();
    await outbox.runOnce();
    expect(inbox.sent).toEqual([
      {
        recipients: {
          type: 'entity',
          entityRef: ['user:default/olga', 'user:default/omar'],
        },
        payload: {
          title: notice.title,
          description: notice.description,
          link: '/rollouts/approvals/r1',
          severity: 'normal',
          topic: 'approval-wanted',
          scope: 'approval-wanted/r1',
        },
      },
    ]);
  });

  it('sends what is harm without a topic that somebody could mute', async () => {
    const { outbox, inbox } = makeOutbox();
    await add({ ...notice, topic: 'stuck' }, 'e/1/stuck');
    await outbox.runOnce();
    expect(inbox.sent[0].payload).toMatchObject({ severity: 'critical' });
    expect(inbox.sent[0].payload).not.toHaveProperty('topic');
  });

  it('makes one message of one cause, with a count', async () => {
    const { outbox, inbox } = makeOutbox();
    for (let i = 1; i <= 40; i += 1) await add(held(`r${i}`), `${i}/held`);
    await outbox.runOnce();
    await add(held('r41'), '41/held');
    await outbox.runOnce();
    expect(inbox.of('olga')).toEqual(['Held: 41 rollouts']);
    expect(inbox.sent.length).toBe(2);
    await passTime(test.database, 3601);
    await add(held('r42'), '42/held');
    await outbox.runOnce();
    expect(inbox.of('olga')).toEqual([
      'Held: 41 rollouts',
      'Rollout held: r42',
    ]);
  });

  it('leaves one message when it dies between sending and noting it', async () => {
    const { outbox, inbox } = makeOutbox();
    const cut = Outbox.create({
      database: new Proxy(test.database, {
        // The connection is gone once the message is out.
        apply: (target, self, [table]) => {
          if (table === 'outbox' && inbox.sent.length > 0) {
            throw new Error('Killed');
          }
          return Reflect.apply(target, self, [table]);
        },
      }),
      deliverers: [
        notifications({
          database: test.database,
          service: inbox,
          directory: {
            members: async () => ['user:default/olga'],
            service: async () => undefined,
          },
          operators: [],
          permissions: false,
          logger: mockServices.logger.mock(),
        }),
      ],
      logger: mockServices.logger.mock(),
    });
    await add(held('r1'), '1/held');
    await expect(cut.runOnce()).rejects.toThrow('Killed');
    expect(inbox.of('olga')).toEqual(['Rollout held: r1']);
    // The lease ends, and another replica carries on.
    await passTime(test.database, 61);
    expect(await outbox.runOnce()).toBe(1);
    expect(inbox.sent.length).toBe(3);
    expect(inbox.of('olga')).toEqual(['Rollout held: r1']);
    expect(await outbox.runOnce()).toBe(0);
  });

  it('keeps why it failed and tries again later, others unharmed', async () => {
    const { outbox, publish, inbox } = makeOutbox();
    inbox.failing = 1;
    await add(notice, 'e/3');
    await addToOutbox(test.database, {
      kind: 'notify',
      payload: { topic: 'no-such-topic' },
      dedupeKey: 'e/broken',
    });
    await addToOutbox(test.database, {
      kind: 'signal',
      payload: {},
      dedupeKey: 'e/4',
    });
    await outbox.runOnce();
    expect(publish).toHaveBeenCalledTimes(1);
    const row = await test.database('outbox').where({ dedupe_key: 'e/3' });
    expect(row).toMatchObject([
      { attempts: 1, last_error: 'Notifications are down', done_at: null },
    ]);
    expect(await outbox.runOnce()).toBe(0);
    await passTime(test.database, 2);
    expect(await outbox.runOnce()).toBe(2);
    expect(inbox.of('omar')).toEqual([notice.title]);
  });

  it('logs a failure once, and once more after it went well', async () => {
    const { outbox, inbox, logger } = makeOutbox();
    for (const round of [1, 2]) {
      inbox.failing = 3;
      await add(notice, `complaint/${round}`);
      for (let n = 0; n < 4; n += 1) {
        await outbox.runOnce();
        await passTime(test.database, 20);
      }
      expect(logger.warn).toHaveBeenCalledTimes(round);
    }
  });

  it('delivers at once what waits when the clock is set back', async () => {
    const { outbox, inbox } = makeOutbox();
    await add(notice, 'before-the-clock');
    await passTime(test.database, -7200);
    await outbox.runOnce();
    expect(inbox.of('omar')).toEqual([notice.title]);
    await passTime(test.database, 7200);
  });

  it('is drained by two replicas without telling twice', async () => {
    const inbox = new Inbox();
    const [one, two] = [makeOutbox(inbox).outbox, makeOutbox(inbox).outbox];
    for (let i = 0; i < 30; i += 1) {
      await add({ ...notice, rolloutId: `many-${i}` }, `many/${i}`);
    }
    await Promise.all([one.runOnce(), two.runOnce()]);
    expect(inbox.sent.length).toBe(30);
    expect(inbox.of('omar').length).toBe(30);
  });
});

describe('who is told the words', () => {
  beforeAll(async () => {
    await insertExperiment(test.database, {
      id: 'e-words',
      service: 'component:default/checkout',
      system: null,
      body: makeExperimentDraft(),
      requested_by: dana,
      chain_hash: CHAIN_START,
    });
    await test
      .database('experiments')
      .where({ id: 'e-words' })
      .update({
        parts: ['owner:group:default/owners', 'requester:user:default/dana'],
      });
  });
  const secret: Notice = {
    ...notice,
    rolloutId: null,
    experimentId: 'e-words',
    except: null,
    title: 'Secret title',
    description: 'Secret reason',
    recipients: [
      'group:default/owners',
      'group:default/former',
      'user:default/dana',
    ],
  };

  it('leaves out what no service may keep to itself', () => {
    expect(
      TOPIC_NAMES.filter(topic => TOPICS[topic].about === 'portal'),
    ).toEqual([
      'audit-stopped',
      'line-stopped',
      'freeze',
      'playbook-change',
      'playbook-review',
    ]);
  });

  it.each(TOPIC_NAMES)('asks again when it delivers: %s', async topic => {
    const { outbox, inbox } = makeOutbox(new Inbox(), true);
    await add({ ...secret, topic }, `words/${topic}`);
    await outbox.runOnce();
    expect(inbox.texts('olga')).toEqual(['Secret title Secret reason']);
    for (const person of ['fred', 'dana']) {
      const [text] = inbox.texts(person);
      expect(text).toContain(
        TOPICS[topic].about === 'portal' ? 'Secret' : TOPICS[topic].title,
      );
      expect(text.includes('Secret')).toBe(TOPICS[topic].about === 'portal');
    }
  });

  it('is told bare of what is not there any more, and of many at once', async () => {
    const { outbox, inbox } = makeOutbox(new Inbox(), true);
    const gone = { ...secret, topic: 'held', experimentId: 'gone' } as const;
    await add({ ...gone, rolloutId: 'gone-1' }, 'gone/1');
    await add({ ...gone, rolloutId: 'gone-2' }, 'gone/2');
    await outbox.runOnce();
    expect(inbox.texts('olga')).toHaveLength(1);
    expect(inbox.texts('olga')[0]).not.toContain('Secret');
  });
});

describe('a notice for groups without members', () => {
  const unreached = () =>
    test.database('unreached').orderBy('event_key').select('*');
  beforeEach(() => test.database('unreached').delete());
  const toNobody: Notice = { ...notice, recipients: ['group:default/nobody'] };

  it('goes to operators where somebody has to act, and is kept', async () => {
    const { outbox, inbox } = makeOutbox();
    await add({ ...toNobody, topic: 'stuck' }, 'nobody/stuck');
    await add({ ...toNobody, topic: 'completed' }, 'nobody/completed');
    await add({ ...toNobody, topic: 'commented' }, 'nobody/commented');
    await outbox.runOnce();
    expect(inbox.texts('petra')).toEqual([
      `${notice.title} ${notice.description}\nNobody is in group:default/nobody: you are told instead`,
    ]);
    expect(await unreached()).toMatchObject([
      {
        topic: 'stuck',
        recipients: ['group:default/nobody'],
        told_operators: true,
        rollout_id: 'r1',
      },
      { topic: 'completed', told_operators: false },
    ]);
  });

  it('is not one that only its own author would hear', async () => {
    const { outbox, inbox } = makeOutbox();
    await add(
      { ...notice, recipients: ['user:default/petra'], topic: 'stuck' },
      'nobody/own',
    );
    await outbox.runOnce();
    expect(inbox.sent).toEqual([]);
    expect(await unreached()).toEqual([]);
  });
});

it('delivers nothing of a transaction that is open or was undone', async () => {
  const { outbox, inbox } = makeOutbox();
  const undone = test.database.transaction(async trx => {
    await addToOutbox(trx, {
      kind: 'notify',
      payload: notice,
      dedupeKey: 'e/2',
    });
    await outbox.runOnce();
    throw new Error('Undone');
  });
  await expect(undone).rejects.toThrow('Undone');
  await outbox.runOnce();
  expect(inbox.sent).toEqual([]);
});

it('tells everybody in one signal that something changed, and not what', async () => {
  const { outbox, publish } = makeOutbox();
  for (const [index, id] of ['r1', 'r2', 'r1'].entries()) {
    await addToOutbox(test.database, {
      kind: 'signal',
      payload: { rolloutIds: [id], experimentIds: ['e1'] },
      dedupeKey: `signal/${index}`,
    });
  }
  await outbox.runOnce();
  expect(publish).toHaveBeenCalledTimes(1);
  expect(publish).toHaveBeenCalledWith({
    recipients: { type: 'broadcast' },
    channel: 'rollouts',
    message: {},
  });
});

it('forgets what was delivered long ago', async () => {
  const { outbox } = makeOutbox();
  await add(notice, 'e/5');
  await outbox.runOnce();
  expect(await purgeOutbox(test.database, 7)).toBe(0);
  await passTime(test.database, 8 * 86_400);
  expect(await purgeOutbox(test.database, 7)).toBe(1);
});
