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
import { setupDatabase } from '../promises/__testUtils__/setup';
import { announce, WAKE_CHANNEL } from '../store/work';
import { WakeListener } from './WakeListener';

jest.setTimeout(30_000);

const test = setupDatabase();

/** A started listener, and a promise of the next time it wakes. */
function listening() {
  const listener = WakeListener.create({
    database: test.database,
    logger: mockServices.logger.mock(),
    reconnectMs: 10,
  });
  let woken = () => {};
  listener.subscribe(() => woken());
  const next = () =>
    new Promise<void>(resolve => {
      woken = resolve;
    });
  return { listener, next };
}

describe('WakeListener', () => {
  it('wakes on an announcement, once it is committed', async () => {
    const { listener, next } = listening();
    const connected = next();
    listener.start();
    try {
      await connected;
      let isCommitted = false;
      const woken = next().then(() => isCommitted);
      await test.database.transaction(async trx => {
        await announce(trx);
        await test.database.raw('select pg_sleep(0.05)');
        isCommitted = true;
      });
      await expect(woken).resolves.toBe(true);
    } finally {
      await listener.stop();
    }
  });

  it('connects again when its connection is lost, and wakes for what it missed', async () => {
    const { listener, next } = listening();
    const connected = next();
    listener.start();
    try {
      await connected;
      const again = next();
      await test.database.raw(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and query = ?`,
        [`listen ${WAKE_CHANNEL}`],
      );
      await expect(again).resolves.toBeUndefined();
    } finally {
      await listener.stop();
    }
  });
});
