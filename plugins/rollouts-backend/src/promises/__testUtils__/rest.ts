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
  isWithin,
  NO_EXPOSURE,
  targetLabel,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { intendedExposure } from '../../lifecycle/state';
import { readTargets } from '../../store/targets';
import { demand, judge } from './promises';
import { INTERVALS, type World } from './World';

async function workUntilIdle(world: World): Promise<void> {
  for (let pass = 0; pass < 40; pass += 1) {
    let busy = false;
    for (let target = 0; target < world.refs.length; target += 1) {
      busy = (await world.work(pass % 2, target)) || busy;
    }
    if (!busy) return;
  }
  demand(false, 'It never comes to rest: there is always work that is due');
}

async function intervals(world: World, count: number): Promise<void> {
  for (let i = 0; i < count; i += 1) {
    await world.pass(INTERVALS.intervalMs / 1000 + 1);
    await workUntilIdle(world);
  }
}

async function landAll(world: World): Promise<void> {
  while (world.cluster.late.length > 0) await world.cluster.land(0);
}

/** Promise 1: what others raised is lowered once the cluster is reachable. */
async function judgeLowered(world: World): Promise<void> {
  const { state, plan } = await world.rollout();
  const rows = await readTargets(world.database, world.rolloutId);
  for (const { ref, baseline } of rows) {
    const object = world.cluster.objects.get(targetLabel(ref));
    const isOurs = baseline !== null && object !== undefined;
    if (!isOurs) continue;
    demand(
      isWithin(object.exposure, intendedExposure(state, plan)),
      `${targetLabel(ref)} shows ${JSON.stringify(object.exposure)} in ${
        state.phase
      }`,
    );
  }
}

/**
 * Ends all faults and lets time pass beyond the plan's end. `late`: when what
 * is still under way lands, before the end or after everything.
 */
export async function comeToRest(
  world: World,
  late: 'first' | 'last',
): Promise<void> {
  const { cluster, refs } = world;
  for (const replica of world.replicas) await replica.resume();
  cluster.down = false;
  cluster.partitioned.clear();
  cluster.lagging = false;
  cluster.faults.length = 0;
  for (const ref of refs) cluster.meddle(ref, {});
  if (late === 'first') await landAll(world);
  await world.pass(INTERVALS.leaseMs / 1000 + 1);
  await workUntilIdle(world);
  await intervals(world, 1);
  await judgeLowered(world);
  await world.pass(86_400);
  await workUntilIdle(world);
  await intervals(world, 8);
  await judge(world);
  if ((await world.rollout()).state.phase === 'stuck') {
    // Only what people have to mend can leave it stuck: they do.
    for (const ref of refs) {
      cluster.add(ref);
      cluster.meddle(ref, { exposure: NO_EXPOSURE });
    }
    await intervals(world, 3);
  }
  await landAll(world);
  await workUntilIdle(world);
  await judge(world);
}
