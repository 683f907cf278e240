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
  isExposed,
  NO_EXPOSURE,
  targetLabel,
} from '@stagecraft/backstage-plugin-rollouts-common';
import {
  DriverError,
  type CapsuleStore,
  type CapsuleSubject,
  type WayBackStep,
} from '@stagecraft/backstage-plugin-rollouts-node';
import { Drivers } from '../governance/Drivers';
import { capsules, Outbox } from '../outbox';
import { FakeDriver } from '../promises/__testUtils__/FakeDriver';
import { getUnderWay } from '../promises/__testUtils__/actions';
import { setupDatabase } from '../promises/__testUtils__/setup';
import { INTERVALS, World } from '../promises/__testUtils__/World';
import { petra } from '../testing/plans';
import { Controller } from './Controller';

jest.setTimeout(60_000);

const test = setupDatabase();

const STEP: WayBackStep = {
  do: 'await',
  object: {
    apiVersion: 'v1',
    kind: 'Route',
    plural: 'routes',
    namespace: 'shop',
    name: 'checkout',
    uid: 'u1',
  },
  path: '{.spec.weight}',
  value: '0',
  seconds: 1,
};

class SealingDriver extends FakeDriver {
  wayBack(): WayBackStep[] {
    return [STEP];
  }
}

/** A world whose ways back are kept by a store of the test. */
async function sealedWorld(refusal?: DriverError) {
  const world = new World({ database: test.database, targets: 1, plan: {} });
  const [ref] = world.refs;
  const records: { phase: string; subject: CapsuleSubject }[] = [];
  const exposedBefore: boolean[] = [];
  const store: CapsuleStore = {
    preflight: async () => [],
    seal: async (subject, phase) => {
      exposedBefore.push(isExposed(world.cluster.get(ref).exposure));
      if (refusal) throw refusal;
      records.push({ phase, subject });
      return `capsules/${phase}`;
    },
    close: async subject => {
      records.push({ phase: 'closed', subject });
    },
  };
  const driver = new SealingDriver(world.cluster);
  const drivers = new Drivers(new Map([[driver.kind, driver]]), store);
  const logger = mockServices.logger.mock();
  const controller = Controller.create({
    database: test.database,
    door: world.door,
    drivers,
    readEvidence: async () => ({ checks: [], sample: 1_000_000 }),
    logger,
    intervals: INTERVALS,
  });
  const outbox = Outbox.create({
    database: test.database,
    deliverers: [capsules({ database: test.database, drivers })],
    logger,
  });
  Object.assign(world, {
    work: async (_: number, target: number) =>
      controller.work(world.targetId(target)),
  });
  await test.database('outbox').delete();
  await world.propose();
  const kept = async () => {
    const row = await test
      .database('targets')
      .where({ id: world.targetId(0) })
      .first();
    return row.capsule;
  };
  return { world, ref, records, exposedBefore, outbox, kept };
}

describe('the way back beside a target', () => {
  it('is kept before the first exposure, once', async () => {
    const { world, ref, records, exposedBefore, kept } = await sealedWorld();
    await getUnderWay(world, 1);
    expect(isExposed(world.cluster.get(ref).exposure)).toBe(true);
    expect(exposedBefore).toEqual([false]);
    expect(await kept()).toBe('capsules/ramping');
    expect(records).toEqual([
      {
        phase: 'ramping',
        subject: expect.objectContaining({
          target: ref,
          targetId: targetLabel(ref),
          rolloutId: world.rolloutId,
          steps: [STEP],
        }),
      },
    ]);
  });

  it('is what an exposure waits for, and people are told why', async () => {
    const { world, ref } = await sealedWorld(
      new DriverError('forbidden', 'Nobody may create ConfigMaps here'),
    );
    await getUnderWay(world, 0);
    expect(world.cluster.get(ref).exposure).toEqual(NO_EXPOSURE);
    const { state } = await world.rollout();
    expect(state).toMatchObject({
      phase: 'held',
      held: { reason: expect.stringContaining('Nobody may create ConfigMaps') },
    });
  });

  it('is another one once everybody is exposed, and closed with the rollout', async () => {
    const { world, records, outbox, kept } = await sealedWorld();
    await getUnderWay(world, Infinity);
    expect((await world.rollout()).state.phase).toBe('completed');
    await outbox.runOnce();
    expect(await kept()).toBe('capsules/completed');
    await world.command(petra, { command: 'roll-back', reason: 'Because' });
    while ((await world.rollout()).state.phase !== 'rolled-back') {
      await world.pass(15);
      await world.work(0, 0);
    }
    await outbox.runOnce();
    expect(records.map(({ phase }) => phase)).toEqual([
      'ramping',
      'completed',
      'closed',
    ]);
    const [first, , last] = records.map(({ subject }) => subject);
    expect(last.at.getTime()).toBeGreaterThan(first.at.getTime());
    expect(last.fence.count).toBeGreaterThan(first.fence.count);
  });
});
