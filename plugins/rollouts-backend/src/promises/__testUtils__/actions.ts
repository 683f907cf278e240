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
  type Actor,
  type Verdict,
} from '@stagecraft/backstage-plugin-rollouts-common';
import fc from 'fast-check';
import { dana, ines, olga, omar, petra } from '../../testing/plans';
import { action, COMMANDS, FAILING, give, type Action } from './commands';
import type { Fault } from './FakeCluster';
import { judge } from './promises';
import { CLUSTERS, type World } from './World';

const service: Actor = { kind: 'service', ref: 'plugin:ci', name: 'ci' };
const everybody = [dana, omar, olga, petra, ines, service];

const some = <T>(...values: T[]) => fc.constantFrom(...values);
const target = fc.nat({ max: 2 });
const replica = fc.nat({ max: 1 });

const work = fc
  .tuple(replica, target, fc.nat({ max: 4 }))
  .map(([r, t, times]) =>
    action(
      `replica ${r} works ${times + 1} times on target ${t}`,
      async world => {
        for (let i = 0; i <= times; i += 1) {
          if (!(await world.work(r, t))) return;
        }
      },
    ),
  );

/** Everything goes well for a while: how far stages are reached. */
const goOn = fc.nat({ max: 1 }).map(r =>
  action(`time passes and replica ${r} works`, async world => {
    for (let i = 0; i < 8; i += 1) {
      await world.pass(15);
      for (let t = 0; t < world.refs.length; t += 1) await world.work(r, t);
    }
  }),
);

const interrupted = fc
  .tuple(some('crashes', 'pauses'), replica, target, fc.nat({ max: 24 }))
  .map(([how, r, t, step]) =>
    action(`replica ${r} ${how} at step ${step} on target ${t}`, world =>
      how === 'crashes'
        ? world.replicas[r].crash(world.targetId(t), step)
        : world.replicas[r].park(world.targetId(t), step),
    ),
  );

const resumed = replica.map(r =>
  action(`replica ${r} goes on`, world => world.replicas[r].resume()),
);

const time = some(1, 5, 11, 61, 100, 3700).map(seconds =>
  action(`${seconds} s pass`, world => world.pass(seconds)),
);

const people = fc
  .tuple(some(...everybody), some(...Object.keys(COMMANDS)))
  .map(([actor, name]) => give(actor, name));

/** What takes a rollout forward, so that the interesting states are reached. */
const forward = some(
  give(omar, 'approve'),
  give(olga, 'approve'),
  give(petra, 'resume'),
  give(petra, 'attest'),
);

const evidence = fc
  .record({
    verdict: some<Verdict>('holds', 'holds', 'suspect', 'breached', 'unknown'),
    overdue: fc.boolean(),
    sample: some(0, 1_000_000, 1_000_000),
  })
  .map(seen =>
    action(
      `metrics: ${seen.verdict}, ${seen.overdue ? 'overdue, ' : ''}${
        seen.sample
      }`,
      async world => {
        world.evidence = seen;
      },
    ),
  );

const policy = fc.boolean().map(fails =>
  action(`policy ${fails ? 'fails' : 'passes'}`, async world => {
    world.policies = fails ? [FAILING] : [];
  }),
);

const faults = some<Fault>('unreachable', 'lost-answer', 'late', 'half').map(
  fault =>
    action(`the next write: ${fault}`, async ({ cluster }) => {
      cluster.faults.push(fault);
    }),
);

const landing = fc
  .nat({ max: 5 })
  .map(index =>
    action(`late patch ${index} lands`, ({ cluster }) => cluster.land(index)),
  );

const network = some(true, false, false).map(down =>
  action(`the cluster is ${down ? 'down' : 'up'}`, async ({ cluster }) => {
    cluster.down = down;
  }),
);

const partition = fc
  .tuple(some(...CLUSTERS), some(true, false, false))
  .map(([name, cut]) =>
    action(
      `cluster ${name} is ${cut ? 'cut off' : 'reachable'}`,
      async ({ cluster: { partitioned } }) => {
        if (cut) partitioned.add(name);
        else partitioned.delete(name);
      },
    ),
  );

const lag = fc.boolean().map(lagging =>
  action(lagging ? 'status lags' : 'status is taken', async world => {
    world.cluster.lagging = lagging;
    for (const ref of world.refs) world.cluster.meddle(ref, {});
  }),
);

const rival = fc
  .tuple(some('raises', 'lowers', 'strips', 'deletes', 'creates'), target)
  .map(([what, t]) =>
    action(
      `somebody outside ${what} target ${t}`,
      async ({ cluster, refs }) => {
        const ref = refs[t % refs.length];
        const all = { internal: 10_000, everyone: 10_000 };
        if (what === 'raises') cluster.meddle(ref, { exposure: all });
        if (what === 'lowers') cluster.meddle(ref, { exposure: NO_EXPOSURE });
        if (what === 'strips') cluster.meddle(ref, { fence: null });
        if (what === 'deletes') cluster.remove(ref);
        if (what === 'creates') cluster.add(ref);
      },
    ),
  );

/** Goes on until an exposure is decided and not yet written. */
export async function untilExposing(world: World): Promise<void> {
  for (let i = 0; i < 8; i += 1) {
    if ((await world.rollout()).state.phase === 'exposing') return;
    await give(omar, 'approve').run(world);
    await world.pass(15);
    await world.work(i % 2, i);
  }
}

/** Something happens in the middle of a pass, which then goes on. */
const amid = fc
  .record({
    r: replica,
    t: target,
    step: fc.nat({ max: 11 }),
    exposing: fc.boolean(),
    event: fc.oneof(
      { weight: 4, arbitrary: some(give(petra, 'roll back')) },
      ...[people, landing, network, partition, evidence, rival, time, work].map(
        arbitrary => ({ weight: 1, arbitrary }),
      ),
    ),
  })
  .map(({ r, t, step, exposing, event }) =>
    action(
      `${
        exposing ? 'while exposing, ' : ''
      }at step ${step} of replica ${r} on target ${t}, ${event.name}`,
      async world => {
        if (exposing) await untilExposing(world);
        else await world.pass(11);
        await world.replicas[r].park(world.targetId(t), step);
        await event.run(world);
        await judge(world);
        await world.replicas[r].resume();
      },
    ),
  );

/** All goes well, until that stage was read back or the rollout completed. */
export async function getUnderWay(world: World, stage: number): Promise<void> {
  for (let i = 0; i < 40; i += 1) {
    const { phase, stageIndex } = (await world.rollout()).state;
    const isThere = stageIndex === stage && phase === 'observing';
    if (stage < 0 || isThere || phase === 'completed') return;
    await give(petra, 'attest').run(world);
    await give(omar, 'approve').run(world);
    await world.pass(15);
    for (let t = 0; t < world.refs.length; t += 1) await world.work(i % 2, t);
  }
}

/** Any of it, what goes forward more often. */
export const anyAction: fc.Arbitrary<Action> = fc.oneof(
  { weight: 6, arbitrary: work },
  { weight: 6, arbitrary: goOn },
  { weight: 5, arbitrary: forward },
  { weight: 4, arbitrary: interrupted },
  { weight: 3, arbitrary: resumed },
  { weight: 6, arbitrary: amid },
  { weight: 2, arbitrary: time },
  { weight: 5, arbitrary: people },
  { weight: 2, arbitrary: evidence },
  { weight: 3, arbitrary: faults },
  { weight: 3, arbitrary: landing },
  { weight: 1, arbitrary: network },
  { weight: 2, arbitrary: partition },
  { weight: 1, arbitrary: lag },
  { weight: 1, arbitrary: rival },
  { weight: 2, arbitrary: policy },
);
