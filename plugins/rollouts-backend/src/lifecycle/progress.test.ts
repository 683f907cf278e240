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

import { decide, type AnyCommand } from '.';
import {
  controller,
  dana,
  makeCheck,
  makeContext,
  makePlan,
  makeStage,
  omar,
  petra,
} from '../testing/plans';
import {
  accepted,
  after,
  follow,
  reason,
  toCompleted,
  toFivePercent,
  toObserving,
} from '../testing/steps';

describe('what opens a stage, and completes', () => {
  it('goes from proposed to completed through approvals, time and read-backs', () => {
    const phases = [...toCompleted.keys()].map(
      index => follow(toCompleted.slice(0, index + 1)).phase,
    );
    expect(phases).toEqual([
      'approved',
      'waiting',
      'exposing',
      'observing',
      'exposing',
      'observing',
      'waiting',
      'waiting',
      'exposing',
      'observing',
      'completed',
    ]);
  });

  it.each([
    [
      'a breach',
      { checks: [makeCheck({ verdict: 'breached' })], sample: 1e6 },
      after(61),
    ],
    [
      'a suspicion',
      { checks: [makeCheck({ verdict: 'suspect' })], sample: 1e6 },
      after(61),
    ],
    [
      'missing data',
      { checks: [makeCheck({ verdict: 'unknown' })], sample: 1e6 },
      after(61),
    ],
    ['too small a sample', { checks: [makeCheck()], sample: 99 }, after(61)],
    ['bake time', { checks: [makeCheck()], sample: 1e6 }, after(59)],
  ])('does not advance over %s', (_, evidence, now) => {
    const state = follow(toObserving);
    for (const actor of [controller, omar]) {
      expect(
        decide(
          state,
          { command: 'advance', version: 1, reason },
          actor,
          makeContext({ evidence, now }),
        ),
      ).toMatchObject({ accepted: false, code: 'gate-closed' });
    }
  });

  it('does not advance over a milestone that is not attested by its role', () => {
    const plan = makePlan();
    plan.stages[1] = makeStage({
      milestones: [
        { name: 'support', title: 'Support briefed', role: 'operators' },
      ],
    });
    const context = makeContext({ plan, now: after(61) });
    const state = follow(toObserving);
    const advance: AnyCommand = { command: 'advance', reason };
    expect(decide(state, advance, controller, context)).toMatchObject({
      reason: 'Milestone "Support briefed" is not attested',
    });
    const attest: AnyCommand = {
      command: 'attest-milestone',
      version: 1,
      stageIndex: 1,
      milestone: 'support',
      reason,
    };
    expect(decide(state, attest, dana, context)).toMatchObject({
      code: 'not-eligible',
      whoCould: ['group:default/on-call'],
    });
    const attested = accepted(decide(state, attest, petra, context)).next;
    expect(decide(attested, advance, controller, context)).toMatchObject({
      accepted: true,
    });
  });

  it('does not complete below full exposure', () => {
    const plan = makePlan();
    const partial = { ...plan, stages: plan.stages.slice(0, 2) };
    const state = follow(toFivePercent);
    expect(
      decide(
        state,
        { command: 'complete', reason },
        controller,
        makeContext({ plan: partial, now: after(500) }),
      ),
    ).toMatchObject({ reason: 'The last stage is not at full exposure' });
  });
});
