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

import { EventEmitter, once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { mockServices } from '@backstage/backend-test-utils';
import {
  DriverError,
  type ExposureDriver,
} from '@stagecraft/backstage-plugin-rollouts-node';
import { NO_EXPOSURE } from '@stagecraft/backstage-plugin-rollouts-common';
import { FakeDriver } from '../promises/__testUtils__/FakeDriver';
import { getUnderWay, untilExposing } from '../promises/__testUtils__/actions';
import { setupDatabase } from '../promises/__testUtils__/setup';
import { INTERVALS, World } from '../promises/__testUtils__/World';
import { clearTickets } from '../store/work';
import { petra } from '../testing/plans';
import { Controller } from './Controller';
import type { Intervals } from './deps';
import { WakeListener } from '../pipeline/WakeListener';

jest.setTimeout(180_000);

const test = setupDatabase();

async function worldAt(stage: number): Promise<World> {
  const world = new World({ database: test.database, targets: 1, plan: {} });
  await world.propose();
  await getUnderWay(world, stage);
  return world;
}

/** A running controller over a world, and what its driver does as events. */
function startedController(
  world: World,
  wakes?: WakeListener,
  intervals: Partial<Intervals> = {},
) {
  const events = new EventEmitter();
  const driver: ExposureDriver = new FakeDriver(world.cluster);
  const restore = driver.restore.bind(driver);
  driver.restore = async (...args) => {
    await restore(...args);
    events.emit('restored');
  };
  const controller = Controller.create({
    database: test.database,
    door: world.door,
    drivers: { of: () => driver },
    readEvidence: async () => ({ checks: [], sample: 0 }),
    logger: mockServices.logger.mock(),
    intervals: { ...INTERVALS, pollMs: wakes ? 60_000 : 200, ...intervals },
    wakes,
  });
  controller.start();
  return { controller, driver, events };
}

async function eventually(world: World, phase: string): Promise<void> {
  while ((await world.rollout()).state.phase !== phase) {
    await setImmediate();
  }
}

describe('Controller', () => {
  it('hears of a roll-back by an announcement alone', async () => {
    const world = await worldAt(0);
    const wakes = WakeListener.create({
      database: test.database,
      logger: mockServices.logger.mock(),
    });
    const heard = new Promise<void>(resolve => wakes.subscribe(resolve));
    const { controller, events } = startedController(world, wakes);
    try {
      wakes.start();
      await heard;
      const restored = once(events, 'restored');
      await world.command(petra, { command: 'roll-back', reason: 'Because' });
      await restored;
      await eventually(world, 'rolled-back');
      expect(world.cluster.get(world.refs[0]).exposure).toEqual(NO_EXPOSURE);
    } finally {
      await wakes.stop();
      await controller.stop();
    }
  });

  it('polls where nothing is announced', async () => {
    const world = await worldAt(0);
    const { controller, events } = startedController(world);
    try {
      const restored = once(events, 'restored');
      await world.command(petra, { command: 'roll-back', reason: 'Because' });
      await restored;
      await eventually(world, 'rolled-back');
      expect(world.cluster.get(world.refs[0]).exposure).toEqual(NO_EXPOSURE);
    } finally {
      await controller.stop();
    }
  });

  it('rolls back while forward work hangs on every place of its lane', async () => {
    await Promise.all(Array.from({ length: 13 }, () => worldAt(0)));
    const world = await worldAt(0);
    await test.database.raw(
      `update work set due_at = clock_timestamp() where rollout_id <> ?`,
      [world.rolloutId],
    );
    const { controller, driver, events } = startedController(world);
    let looks = 0;
    const full = new Promise<void>(resolve => {
      driver.observe = async (_ref, signal) => {
        looks += 1;
        if (looks === 12) resolve();
        await once(signal, 'abort');
        throw new DriverError('unreachable', 'No answer');
      };
    });
    try {
      await full;
      const restored = once(events, 'restored');
      await world.command(petra, { command: 'roll-back', reason: 'Because' });
      await restored;
      expect(world.cluster.get(world.refs[0]).exposure).toEqual(NO_EXPOSURE);
    } finally {
      await controller.stop();
    }
  });

  it('looks at one cluster while two others do not answer', async () => {
    const hung = new World({ database: test.database, targets: 60, plan: {} });
    await hung.propose();
    await untilExposing(hung);
    const world = await worldAt(0);
    const target = { target_id: world.targetId(0) };
    await test
      .database('targets')
      .where({ id: target.target_id })
      .update({
        ref: JSON.stringify({ ...world.refs[0], cluster: 'third' }),
      });
    await test.database('work').update({ due_at: new Date(0) });
    await test
      .database('work')
      .where(target)
      .update({ due_at: test.database.raw('clock_timestamp()') });
    const { controller, driver } = startedController(world, undefined, {
      callMs: 600_000,
    });
    const looked = new Promise<string>(resolve => {
      driver.observe = async ({ cluster, name }, signal) => {
        if (cluster === 'third') resolve(name);
        await once(signal, 'abort');
        throw new DriverError('unreachable', 'No answer');
      };
    });
    try {
      expect(await looked).toBe(world.refs[0].name);
    } finally {
      await controller.stop();
      await test.database('work').delete();
    }
  });

  it('gives its work back when it stops', async () => {
    const world = await worldAt(0);
    await world.pass(11);
    const { controller, driver } = startedController(world);
    const looking = new Promise<void>(resolve => {
      driver.observe = async (_ref, signal) => {
        resolve();
        await once(signal, 'abort');
        throw new DriverError('unreachable', 'Stopped');
      };
    });
    await looking;
    await controller.stop();
    const row = await test
      .database('work')
      .where({ target_id: world.targetId(0) })
      .first();
    expect(row.ticket).toBeNull();
  });

  it('keeps work for longer than its lease, until it is taken away', async () => {
    const world = await worldAt(0);
    await world.pass(11);
    await test
      .database('work')
      .whereNot({ rollout_id: world.rolloutId })
      .delete();
    const { controller, driver } = startedController(world, undefined, {
      leaseMs: 300,
    });
    const lease = async () => {
      const row = await test
        .database('work')
        .where({ target_id: world.targetId(0) })
        .first();
      return row.due_at.getTime();
    };
    let looks = 0;
    const looking = new Promise<AbortSignal>(resolve => {
      driver.observe = async (_ref, signal) => {
        looks += 1;
        resolve(signal);
        await once(signal, 'abort');
        throw new DriverError('unreachable', 'Stopped');
      };
    });
    try {
      const signal = await looking;
      const first = await lease();
      while ((await lease()) < first + 900) await setImmediate();
      expect(looks).toBe(1);
      const aborted = once(signal, 'abort');
      await clearTickets(test.database, world.rolloutId);
      await aborted;
    } finally {
      await controller.stop();
    }
  });
});
