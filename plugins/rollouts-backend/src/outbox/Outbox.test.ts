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
import type { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import { setupDatabase } from '../promises/__testUtils__/setup';
import { passTime } from '../promises/__testUtils__/clock';
import { addToOutbox, purgeOutbox } from '../store/outbox';
import { notifications } from './notifications';
import { Outbox } from './Outbox';
import { signals } from './signals';

jest.setTimeout(60_000);

const test = setupDatabase();

function makeOutbox(
  send: (options: NotificationSendOptions) => Promise<void> = async () => {},
) {
  const publish = jest.fn(async () => {});
  const outbox = Outbox.create({
    database: test.database,
    deliverers: [notifications({ send }), signals({ publish })],
    logger: mockServices.logger.mock(),
  });
  return { outbox, publish };
}

const message = {
  rolloutId: 'r1',
  topic: 'approval-wanted',
  recipients: ['group:default/owners', 'group:default/owners'],
  except: 'user:default/dana',
  title: 'Stage 1 wants your approval',
  description: 'It exposes internal users at 100 %',
  severity: 'normal',
};

beforeEach(async () => {
  await test.database('outbox').delete();
});

describe('Outbox', () => {
  it('tells people, once', async () => {
    const send = jest.fn(async () => {});
    const { outbox } = makeOutbox(send);
    const entry = { kind: 'notify', payload: message, dedupeKey: 'e/1/asked' };
    await addToOutbox(test.database, entry);
    await addToOutbox(test.database, entry);
    await outbox.runOnce();
    await outbox.runOnce();
    expect(send).toHaveBeenCalledTimes(1);
    expect(send).toHaveBeenCalledWith({
      recipients: {
        type: 'entity',
        entityRef: ['group:default/owners'],
        excludeEntityRef: 'user:default/dana',
      },
      payload: {
        title: message.title,
        description: message.description,
        link: '/rollouts/approvals/r1',
        severity: 'normal',
        topic: 'approval-wanted',
        scope: 'rollout/r1/approval-wanted',
      },
    });
  });

  it('delivers nothing of a transaction that is open or was undone', async () => {
    const send = jest.fn(async () => {});
    const { outbox } = makeOutbox(send);
    const undone = test.database.transaction(async trx => {
      await addToOutbox(trx, {
        kind: 'notify',
        payload: message,
        dedupeKey: 'e/2',
      });
      await outbox.runOnce();
      throw new Error('Undone');
    });
    await expect(undone).rejects.toThrow('Undone');
    await outbox.runOnce();
    expect(send).not.toHaveBeenCalled();
  });

  it('tells the portal of all that changed in one signal', async () => {
    const { outbox, publish } = makeOutbox();
    for (const id of ['r1', 'r2', 'r1']) {
      await addToOutbox(test.database, {
        kind: 'signal',
        payload: { rolloutIds: [id], experimentIds: ['e1'] },
        dedupeKey: `${id}/${Math.random()}`,
      });
    }
    await outbox.runOnce();
    expect(publish).toHaveBeenCalledTimes(1);
    expect(publish).toHaveBeenCalledWith({
      recipients: { type: 'broadcast' },
      channel: 'rollouts',
      message: { rolloutIds: ['r1', 'r2'], experimentIds: ['e1'] },
    });
  });

  it('keeps why it failed and tries again later, others unharmed', async () => {
    const send = jest
      .fn<Promise<void>, []>()
      .mockRejectedValueOnce(new Error('Notifications are down'))
      .mockResolvedValue(undefined);
    const { outbox, publish } = makeOutbox(send);
    await addToOutbox(test.database, {
      kind: 'notify',
      payload: message,
      dedupeKey: 'e/3',
    });
    await addToOutbox(test.database, {
      kind: 'signal',
      payload: { rolloutIds: [], experimentIds: [] },
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
    expect(await outbox.runOnce()).toBe(1);
    expect(send).toHaveBeenCalledTimes(2);
  });

  it('is drained by two replicas without delivering twice', async () => {
    const send = jest.fn(async () => {});
    const [one, two] = [makeOutbox(send).outbox, makeOutbox(send).outbox];
    for (let i = 0; i < 30; i += 1) {
      await addToOutbox(test.database, {
        kind: 'notify',
        payload: message,
        dedupeKey: `many/${i}`,
      });
    }
    await Promise.all([one.runOnce(), two.runOnce()]);
    expect(send).toHaveBeenCalledTimes(30);
  });

  it('forgets what was delivered long ago', async () => {
    const { outbox } = makeOutbox();
    await addToOutbox(test.database, {
      kind: 'notify',
      payload: message,
      dedupeKey: 'e/5',
    });
    await outbox.runOnce();
    expect(await purgeOutbox(test.database, 7)).toBe(0);
    await passTime(test.database, 8 * 86_400);
    expect(await purgeOutbox(test.database, 7)).toBe(1);
  });
});
