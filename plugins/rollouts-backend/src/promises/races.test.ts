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

import {
  NO_EXPOSURE,
  targetLabel,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import { dana, omar, petra } from '../testing/plans';
import { getUnderWay, untilExposing } from './__testUtils__/actions';
import { judge, judgeLanding } from './__testUtils__/promises';
import { setupDatabase } from './__testUtils__/setup';
import { World } from './__testUtils__/World';

jest.setTimeout(60_000);

const test = setupDatabase();

async function startedWorld(
  database: Knex,
  options: { targets?: number; stage?: number } = {},
): Promise<World> {
  const { targets = 1, stage = 0 } = options;
  const world = new World({ database, targets, plan: {} });
  world.cluster.onLanding = landed =>
    judgeLanding(world, landed).catch(error => {
      world.broken.push(error);
    });
  await world.propose();
  await getUnderWay(world, stage);
  return world;
}

const rollBack = { command: 'roll-back', reason: 'Because' } as const;
const exposureOf = ({ cluster, refs }: World, target = 0) =>
  cluster.get(refs[target]).exposure;

/** The step after which the patch is sent without asking again. */
const CONFIRMED = 6;

describe('a forward write that is under way when the rollout is rolled back', () => {
  // Every step of the pass that exposes, from its look to its end.
  it.each([0, 1, 2, 3, 4, 5, 6, 7, 8])(
    'comes to nothing after step %i',
    async step => {
      const world = await startedWorld(test.database);
      await untilExposing(world);
      await world.replicas[0].park(world.targetId(0), step);
      await world.command(petra, rollBack);
      await judge(world);
      await world.replicas[0].resume();
      await judge(world);
      const { everyone } = exposureOf(world);
      expect(everyone === 0 || step >= CONFIRMED).toBe(true);
      await world.work(1, 0);
      expect(exposureOf(world)).toEqual(NO_EXPOSURE);
      expect((await world.rollout()).state.phase).toBe('rolled-back');
    },
  );

  it('goes quietly when it fails after its work was taken away', async () => {
    const world = await startedWorld(test.database);
    await untilExposing(world);
    await world.replicas[0].park(world.targetId(0), 4);
    await world.command(petra, rollBack);
    world.cluster.down = true;
    await world.replicas[0].resume();
    world.cluster.down = false;
    await world.work(1, 0);
    expect((await world.rollout()).state.phase).toBe('rolled-back');
  });

  it('changes nothing when its patch lands after the restore', async () => {
    const world = await startedWorld(test.database);
    await untilExposing(world);
    world.cluster.faults.push('late');
    await world.work(0, 0);
    expect(world.cluster.late).toHaveLength(1);
    await world.command(petra, rollBack);
    await world.work(1, 0);
    await world.cluster.land(0);
    expect(exposureOf(world)).toEqual(NO_EXPOSURE);
    await judge(world);
  });
});

describe('outside hands', () => {
  it('that lowered exposure are not overruled before a person resumes', async () => {
    const world = await startedWorld(test.database);
    const [ref] = world.refs;
    world.cluster.meddle(ref, { exposure: NO_EXPOSURE });
    await world.pass(15);
    await world.work(0, 0);
    expect((await world.rollout()).state.held?.cause).toBe('lowered-outside');
    await world.work(0, 0);
    expect(exposureOf(world)).toEqual(NO_EXPOSURE);
    const { version } = await world.rollout();
    await world.command(petra, {
      command: 'resume',
      version,
      reason: 'Mended',
    });
    for (let i = 0; i < 3; i += 1) await world.work(0, 0);
    expect(exposureOf(world)).toEqual({ internal: 10_000, everyone: 0 });
    expect((await world.rollout()).state.phase).toBe('observing');
  });

  // From the controller's look to the moment its write lands.
  it.each([2, 3, 4, 5, 6])(
    'that lower exposure at step %i of a write are not overruled',
    async step => {
      const world = await startedWorld(test.database, { stage: 1 });
      await untilExposing(world);
      await world.replicas[0].park(world.targetId(0), step);
      world.cluster.meddle(world.refs[0], { exposure: NO_EXPOSURE });
      await world.replicas[0].resume();
      expect(exposureOf(world)).toEqual(NO_EXPOSURE);
      await world.pass(11);
      await world.work(0, 0);
      expect((await world.rollout()).state.held?.cause).toBe('lowered-outside');
    },
  );

  it('that raise exposure are lowered three times, then it holds and lowers', async () => {
    const world = await startedWorld(test.database);
    const [ref] = world.refs;
    const raised = { internal: 10_000, everyone: 10_000 };
    for (let time = 1; time <= 3; time += 1) {
      world.cluster.meddle(ref, { exposure: raised });
      await world.pass(11);
      await world.work(0, 0);
      expect(exposureOf(world)).toEqual({ internal: 10_000, everyone: 0 });
      expect((await world.rollout()).state.phase).toBe('observing');
    }
    world.cluster.meddle(ref, { exposure: raised });
    await world.pass(11);
    await world.work(0, 0);
    expect((await world.rollout()).state.held?.cause).toBe('raised-outside');
    await world.work(0, 0);
    expect(exposureOf(world)).toEqual({ internal: 10_000, everyone: 0 });
  });
});

describe('several targets', () => {
  it('are exposed in their order and acknowledged after the last', async () => {
    const world = await startedWorld(test.database, { targets: 2, stage: -1 });
    const { version, planHash } = await world.rollout();
    await world.command(omar, {
      command: 'approve',
      version,
      planHash,
      stageIndex: 0,
      reason: 'Because',
    });
    for (let i = 0; i < 10; i += 1) await world.work(0, 1);
    expect(exposureOf(world, 1)).toEqual(NO_EXPOSURE);
    for (let i = 0; i < 10; i += 1) await world.work(0, 0);
    expect(exposureOf(world, 0).internal).toBe(10_000);
    expect((await world.rollout()).state.phase).toBe('exposing');
    await world.pass(11);
    for (let i = 0; i < 10; i += 1) await world.work(0, 1);
    expect(exposureOf(world, 1).internal).toBe(10_000);
    expect((await world.rollout()).state.phase).toBe('observing');
  });

  it('are written only while every one of them is freshly seen', async () => {
    const world = await startedWorld(test.database, { targets: 3 });
    await untilExposing(world);
    await world.pass(31);
    world.cluster.partitioned.add('elsewhere');
    await world.work(0, 0);
    await world.work(0, 2);
    expect(exposureOf(world, 0).everyone).toBe(0);
    world.cluster.partitioned.clear();
    for (let i = 0; i < 3; i += 1) {
      await world.pass(1);
      for (const target of [1, 2, 0]) await world.work(0, target);
    }
    expect(exposureOf(world, 0).everyone).toBe(500);
  });

  it('do not advance, by nobody, while one of them is out of sight', async () => {
    const world = await startedWorld(test.database, { targets: 2 });
    world.cluster.partitioned.add('elsewhere');
    await world.pass(61);
    await world.work(0, 0);
    await world.work(0, 1);
    const { state, version } = await world.rollout();
    expect(state).toMatchObject({ phase: 'observing', stageIndex: 0 });
    const refused = await world.command(dana, {
      command: 'advance',
      version,
      reason: 'It must go on',
    });
    expect(refused).toMatchObject({
      accepted: false,
      refusal: {
        code: 'gate-closed',
        reason: expect.stringMatching(
          /^elsewhere\/.* was last seen .* ago: Connection refused$/,
        ),
      },
    });
  });

  it.each([
    [
      'is cut off',
      ({ cluster }: World) => cluster.partitioned.add('elsewhere'),
    ],
    ['is deleted', ({ cluster, refs }: World) => cluster.remove(refs[1])],
    [
      'is not taken by its data plane',
      async (world: World) => {
        world.cluster.lagging = true;
      },
    ],
  ])('are all restored when one %s half-way', async (_, harm) => {
    const world = await startedWorld(test.database, { targets: 2 });
    await untilExposing(world);
    while (exposureOf(world, 0).everyone === 0) {
      await world.pass(1);
      await world.work(0, 1);
      await world.work(0, 0);
    }
    expect(exposureOf(world, 1).everyone).toBe(0);
    await harm(world);
    for (let i = 0; i < 14; i += 1) {
      await world.pass(10);
      await world.work(0, 0);
      await world.work(0, 1);
    }
    const { state } = await world.rollout();
    expect(state.reversal).toMatchObject({
      cause: 'fault',
      sentence: expect.stringMatching(
        new RegExp(`${world.refs[1].name}.*other targets were exposed already`),
      ),
    });
    expect(exposureOf(world, 0)).toEqual(NO_EXPOSURE);
    await judge(world);
  });

  it('are held where one fails before any of them was moved', async () => {
    const world = await startedWorld(test.database, { targets: 2 });
    await untilExposing(world);
    world.cluster.partitioned.add('sandbox');
    for (let i = 0; i < 14; i += 1) {
      await world.pass(10);
      await world.work(0, 0);
      await world.work(0, 1);
    }
    expect((await world.rollout()).state).toMatchObject({
      phase: 'held',
      held: { cause: 'fault' },
    });
  });

  it('are stuck by name, and no cluster waits for another', async () => {
    const world = await startedWorld(test.database, { targets: 3 });
    world.cluster.partitioned.add('elsewhere');
    await world.command(petra, rollBack);
    for (const target of [0, 1, 2]) await world.work(0, target);
    expect(exposureOf(world, 0)).toEqual(NO_EXPOSURE);
    expect(exposureOf(world, 2)).toEqual(NO_EXPOSURE);
    for (let i = 0; i < 8; i += 1) {
      await world.pass(11);
      await world.work(0, 1);
    }
    const { state } = await world.rollout();
    expect(state.phase).toBe('stuck');
    expect(state.stuck?.sentence).toContain(targetLabel(world.refs[1]));
    expect(state.stuck?.sentence).not.toContain(targetLabel(world.refs[0]));
    world.cluster.partitioned.clear();
    await world.pass(11);
    await world.work(1, 1);
    expect((await world.rollout()).state.phase).toBe('rolled-back');
  });

  it('are restored each by itself, whatever keeps the other', async () => {
    const world = await startedWorld(test.database, { targets: 2 });
    expect((await world.rollout()).state.phase).toBe('observing');
    await world.command(petra, rollBack);
    world.cluster.faults.push('unreachable');
    await world.work(0, 0);
    await world.work(1, 1);
    expect(exposureOf(world, 0).internal).toBe(10_000);
    expect(exposureOf(world, 1)).toEqual(NO_EXPOSURE);
    expect((await world.rollout()).state.phase).toBe('rolling-back');
    await world.pass(11);
    await world.work(1, 0);
    expect((await world.rollout()).state.phase).toBe('rolled-back');
  });
});

describe('an exposure that the data plane does not take', () => {
  it('is held after its time, saying where and why, and tried again on resume', async () => {
    const world = await startedWorld(test.database);
    await untilExposing(world);
    world.cluster.lagging = true;
    for (let i = 0; i < 5; i += 1) await world.work(0, 0);
    expect((await world.rollout()).state.phase).toBe('exposing');
    await world.pass(121);
    await world.work(0, 0);
    const { state, version } = await world.rollout();
    expect(state.held).toMatchObject({
      cause: 'fault',
      reason: expect.stringMatching(
        new RegExp(`${world.refs[0].name} was not read back .*not taken yet`),
      ),
    });
    world.cluster.lagging = false;
    await world.command(petra, {
      command: 'resume',
      version,
      reason: 'Mended',
    });
    for (let i = 0; i < 3; i += 1) await world.work(1, 0);
    expect((await world.rollout()).state.phase).toBe('observing');
  });
});

describe('a rollback that does not come through', () => {
  it('calls people, goes on trying, and ends read back', async () => {
    const world = await startedWorld(test.database);
    world.cluster.down = true;
    await world.command(petra, rollBack);
    for (let i = 0; i < 8; i += 1) {
      await world.work(0, 0);
      await world.pass(11);
    }
    expect((await world.rollout()).state.phase).toBe('stuck');
    world.cluster.down = false;
    await world.pass(11);
    await world.work(1, 0);
    expect((await world.rollout()).state.phase).toBe('rolled-back');
  });
});
