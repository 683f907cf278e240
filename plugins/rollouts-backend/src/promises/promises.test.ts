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

import type { Plan } from '@stagecraft/backstage-plugin-rollouts-common';
import fc from 'fast-check';
import { internalStage, makeGuardrail, makeStage } from '../testing/plans';
import { anyAction, getUnderWay } from './__testUtils__/actions';
import type { Action } from './__testUtils__/commands';
import { judge, judgeEnd, judgeLanding } from './__testUtils__/promises';
import { comeToRest } from './__testUtils__/rest';
import { setupDatabase } from './__testUtils__/setup';
import { World } from './__testUtils__/World';

/** How many random rollouts; more of them find rarer faults. */
const RUNS = Number(process.env.PROMISES_RUNS ?? 40);
/** A run takes half a second; one that hangs must end all the same. */
const LIMIT_MS = RUNS * 10_000;
jest.setTimeout(LIMIT_MS + 30_000);

/** Fixed, so that a run tells of the change and not of luck; `any` is another each time. */
const seed =
  process.env.PROMISES_SEED === 'any'
    ? Date.now() % 2 ** 31
    : Number(process.env.PROMISES_SEED ?? 20_261_122);

const test = setupDatabase();

/** What differs between the plans of the runs. */
const anyPlan: fc.Arbitrary<Partial<Plan>> = fc
  .record({
    onBreach: fc.constantFrom('roll-back', 'roll-back', 'hold', 'notify'),
    noData: fc.constantFrom('hold', 'roll-back'),
    kind: fc.constantFrom(
      'restore-baseline',
      'restore-baseline',
      'hold-and-call',
    ),
    middle: fc.nat({ max: 1 }),
    milestone: fc.boolean(),
    last: fc.constantFrom(10_000, 10_000, 5_000),
    undecided: fc.constantFrom('hold', 'remind', 'roll-back'),
  })
  .map(({ onBreach, noData, kind, middle, milestone, last, undecided }) => ({
    guardrails: [
      makeGuardrail({ onBreach, noData: { afterSeconds: 60, action: noData } }),
    ],
    rollbackPlan: { kind, notes: 'Notes' },
    stages: [
      { ...internalStage, bakeSeconds: 30, undecided },
      makeStage({
        bakeSeconds: 30,
        undecided,
        approvals: { required: middle, from: 'approvers' },
        milestones: milestone
          ? [{ name: 'briefed', title: 'Briefed', role: 'operators' }]
          : [],
      }),
      makeStage({ name: 'everyone', exposure: last, bakeSeconds: 30 }),
    ],
  }));

/** Once a rollout has ended, only what is under way can still happen. */
interface Course {
  ended: boolean;
}

class Step implements fc.AsyncCommand<Course, World> {
  readonly #action: Action;

  constructor(action: Action) {
    this.#action = action;
  }

  check({ ended }: Course): boolean {
    return !ended;
  }

  async run(course: Course, world: World): Promise<void> {
    await this.#action.run(world);
    await judge(world);
    const { phase } = (await world.rollout()).state;
    course.ended = phase === 'rolled-back' || phase === 'cancelled';
  }

  toString(): string {
    return this.#action.name;
  }
}

describe('the seven promises', () => {
  it('hold under any crash, fault, race and input', async () => {
    const phases = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(
        anyPlan,
        fc.constantFrom(1, 2, 3),
        fc.integer({ min: -1, max: 3 }),
        fc.constantFrom('first' as const, 'last' as const),
        fc.commands([anyAction.map(action => new Step(action))], {
          maxCommands: 40,
          size: 'max',
        }),
        async (plan, targets, stage, late, steps) => {
          const world = new World({ database: test.database, targets, plan });
          await world.propose();
          world.cluster.onLanding = landed =>
            judgeLanding(world, landed).catch(error => {
              world.broken.push(error);
            });
          await getUnderWay(world, stage);
          await fc.asyncModelRun(
            () => ({ model: { ended: false }, real: world }),
            steps,
          );
          await comeToRest(world, late);
          await judgeEnd(world);
          const { phase, stageIndex } = (await world.rollout()).state;
          const end = `${phase} at ${stageIndex}`;
          phases.set(end, (phases.get(end) ?? 0) + 1);
        },
      ),
      {
        numRuns: RUNS,
        seed,
        interruptAfterTimeLimit: LIMIT_MS,
        markInterruptAsFailure: true,
      },
    );
    expect([...phases.values()].reduce((a, b) => a + b)).toBe(RUNS);
    process.stdout.write(
      `promises: seed ${seed}, ${RUNS} runs ended ${[...phases]
        .map(([end, count]) => `${end}: ${count}`)
        .join(', ')}\n`,
    );
  });
});
