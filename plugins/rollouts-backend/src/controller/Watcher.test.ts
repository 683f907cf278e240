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

import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { mockServices } from '@backstage/backend-test-utils';
import type { ExposureDriver } from '@stagecraft/backstage-plugin-rollouts-node';
import { getUnderWay } from '../promises/__testUtils__/actions';
import { FakeDriver } from '../promises/__testUtils__/FakeDriver';
import { setupDatabase } from '../promises/__testUtils__/setup';
import { World } from '../promises/__testUtils__/World';
import { releaseTargets } from '../store/targets';
import { Watcher } from './Watcher';

const test = setupDatabase();

interface Watched {
  change(): void;
  signal: AbortSignal;
}

/** A watcher of one rollout under way, and what its driver was asked for. */
async function watchedWorld() {
  const world = new World({ database: test.database, targets: 1, plan: {} });
  await world.propose();
  await getUnderWay(world, 0);
  const driver: ExposureDriver = new FakeDriver(world.cluster);
  const watched = new Promise<Watched>(resolve => {
    driver.watch = (ref, onChange, signal) => {
      if (ref.name !== world.refs[0].name) return;
      resolve({ change: onChange, signal });
    };
  });
  const watcher = Watcher.create({
    database: test.database,
    drivers: { of: () => driver },
    logger: mockServices.logger.mock(),
    intervalMs: 20,
  });
  const work = () =>
    test.database('work').where({ rollout_id: world.rolloutId }).first();
  return { world, watched, watcher, work };
}

describe('Watcher', () => {
  it('makes the work of a target that changed due', async () => {
    const { world, watched, watcher, work } = await watchedWorld();
    watcher.start();
    try {
      const { change } = await watched;
      await test
        .database('work')
        .where({ rollout_id: world.rolloutId })
        .update({ due_at: test.database.raw(`clock_timestamp() + '1 hour'`) });
      const before = await work();
      change();
      change();
      let after = before;
      while (after.request_seq === before.request_seq) {
        await setImmediate();
        after = await work();
      }
      expect(after.due_at.getTime()).toBeLessThan(before.due_at.getTime());
      expect(Number(after.request_seq)).toBe(Number(before.request_seq) + 1);
    } finally {
      await watcher.stop();
    }
  });

  it('watches no longer than a rollout holds the target', async () => {
    const { world, watched, watcher } = await watchedWorld();
    watcher.start();
    try {
      const { signal } = await watched;
      expect(signal.aborted).toBe(false);
      const ended = once(signal, 'abort');
      await releaseTargets(test.database, world.rolloutId);
      await ended;
    } finally {
      await watcher.stop();
    }
  });

  it('ends all watches when it stops', async () => {
    const { watched, watcher } = await watchedWorld();
    watcher.start();
    const { signal } = await watched;
    await watcher.stop();
    expect(signal.aborted).toBe(true);
  });
});
