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

import path from 'node:path';
import { lingering, routeOf } from './api';
import { give } from './pages/reason';
import { RolloutPage } from './pages/rollout';
import { expect, test as base } from './portal';
import { LOGS } from './settings';
import { startWorld, type World } from './world';

const ROUTE = routeOf('checkout');

/** A portal of its own, whose backend dies. */
const test = base.extend<object, { world: World }>({
  world: [
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const world = await startWorld({ logs: path.join(LOGS, 'restart') });
      await use(world);
      await world.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

test.describe('a backend that is killed', () => {
  test.setTimeout(300_000);
  // Nothing answers, or it only starts to.
  test.use({
    expected:
      /ERR_CONNECTION|ERR_SOCKET|ERR_EMPTY|WebSocket|status of (404|503)/,
  });

  test('in a stage goes on by itself, and open pages recover', async ({
    as,
    world,
    rollouts,
    cluster,
  }) => {
    const { page } = await as('dana');
    const title = rollouts.titled('One page checkout');
    const id = await rollouts.request('dana', 'checkout', title);
    const rollout = new RolloutPage(page);
    await rollout.open(id);
    await rollouts.approve('omar', id);
    await cluster.untilExposed(ROUTE, { everyone: 0, internal: 1 });
    await expect(rollout.exposed('Stage 1 of 5')).toBeVisible();

    await world.stopBackend('SIGKILL');
    await expect(rollout.stale()).toBeVisible();
    expect(await cluster.exposure(ROUTE)).toEqual({ everyone: 0, internal: 1 });
    await world.startBackend();
    await cluster.untilEveryoneReaches(ROUTE, 0.05);
    // A page tries again at growing distances, and stages go on meanwhile.
    await expect(rollout.stale()).toBeHidden({ timeout: 60_000 });
    await expect(
      rollout.exposed(/Stage [2-5] of 5, [0-9.]+ % of everyone/),
    ).toBeVisible();
    await rollouts.command('dana', id, 'roll-back', 'Seen enough');
    await rollouts.reach(id, 'rolled-back');
  });

  test('after roll back was pressed still rolls back', async ({
    as,
    world,
    rollouts,
    cluster,
  }) => {
    const baseline = await cluster.spec(ROUTE);
    const { page } = await as('petra');
    const title = rollouts.titled('Fewer fields');
    const id = await rollouts.request('dana', 'checkout', title, lingering);
    await rollouts.approve('omar', id);
    await cluster.untilExposed(ROUTE, { everyone: 0, internal: 1 });
    const rollout = new RolloutPage(page);
    await rollout.open(id);
    await expect(rollout.exposed('Stage 1 of 5')).toBeVisible();

    // Nothing can be restored before the backend dies.
    const heal = await cluster.refuseWrites(ROUTE);
    await give(rollout.command('Roll back'), 'Pages are slow');
    await expect(rollout.sign('Rolling back')).toBeVisible();
    expect(await cluster.exposure(ROUTE)).toEqual({ everyone: 0, internal: 1 });
    await world.stopBackend('SIGKILL');
    await heal();
    expect(await cluster.exposure(ROUTE)).toEqual({ everyone: 0, internal: 1 });
    await world.startBackend();
    // The dead backend's lease of the work ends first.
    await expect(rollout.reversal()).toBeVisible({ timeout: 40_000 });
    expect(await cluster.spec(ROUTE)).toBe(baseline);
  });
});
