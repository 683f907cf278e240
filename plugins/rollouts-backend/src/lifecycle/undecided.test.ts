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

import { controller, makePlan, omar } from '../testing/plans';
import {
  accepted,
  after,
  approveStage,
  AWAIT,
  DAY_SECONDS,
  follow,
  longAt,
  longPlan,
  reason,
  toFivePercent,
} from '../testing/steps';
import { asOf, decide, deadlineOf, type AnyCommand } from '.';

/** Two days to live, where nothing else is said. */
const lifetime = { approvalLifetimeMs: 2 * DAY_SECONDS * 1000 };
const approved = follow([[approveStage(0), omar, longAt(0, lifetime)]]);

describe('nobody decides in time', () => {
  it.each([
    [-1, undefined, 'remind'],
    [-1, 'hold', 'remind'],
    [-1, 'remind', 'remind'],
    [-1, 'roll-back', 'cancel'],
    [1, undefined, 'hold'],
    [1, 'hold', 'hold'],
    [1, 'remind', 'remind'],
    [1, 'roll-back', 'roll-back'],
  ] as const)('after stage %i with %s: %s', (stageIndex, undecided, then) => {
    const plan = makePlan();
    const stages = plan.stages.map(stage => ({ ...stage, undecided }));
    expect(
      deadlineOf(
        { ...approved, askedAt: after(0).toISOString(), stageIndex },
        { ...plan, stages },
      ),
    ).toEqual({ at: after(3600), then });
  });

  it('reminds at the deadline and then daily, and advances nothing', () => {
    const plan = longPlan({ undecided: 'remind' });
    const asked = follow([
      ...toFivePercent,
      [AWAIT, controller, longAt(200, { plan })],
    ]);
    const remind: AnyCommand = { command: 'remind', reason };
    const at_ = (seconds: number) => longAt(seconds, { plan });
    expect(decide(asked, remind, controller, at_(3799))).toMatchObject({
      accepted: false,
    });
    const once = accepted(decide(asked, remind, controller, at_(3800)));
    expect(once.next).toEqual({
      ...asked,
      remindedAt: after(3800).toISOString(),
    });
    expect(once.effects).toContainEqual(
      expect.objectContaining({ kind: 'notify', topic: 'decision-overdue' }),
    );
    expect(
      decide(once.next, remind, controller, at_(3800 + DAY_SECONDS - 1)),
    ).toMatchObject({ accepted: false });
    expect(
      decide(once.next, remind, controller, at_(3800 + DAY_SECONDS)),
    ).toMatchObject({ accepted: true });
  });
});

describe('a clock that is set back', () => {
  const asked = follow([...toFivePercent, [AWAIT, controller, longAt(200)]]);
  const all = accepted(decide(asked, approveStage(2), omar, longAt(210))).next;

  it.each<[string, typeof all, AnyCommand, number]>([
    ['opens no stage', all, { command: 'advance', reason }, 60],
    ['opens none by much', all, { command: 'advance', reason }, -DAY_SECONDS],
    [
      'opens no first stage',
      follow([
        [approveStage(0), omar, longAt(100)],
        [{ command: 'start', reason }, controller, longAt(101)],
      ]),
      { command: 'advance', reason },
      50,
    ],
    [
      'completes nothing',
      { ...all, phase: 'observing', stageIndex: 2 },
      { command: 'complete', reason },
      100,
    ],
  ])('%s', (_, state, command, seconds) => {
    expect(decide(state, command, controller, longAt(seconds))).toMatchObject({
      accepted: false,
      code: 'gate-closed',
    });
  });

  it('expires nothing, decides nothing by itself, and lets people roll back', () => {
    expect(asOf(all, after(-DAY_SECONDS))).toBe(all);
    expect(
      decide(
        asked,
        { command: 'remind', reason },
        controller,
        longAt(-DAY_SECONDS),
      ),
    ).toMatchObject({ accepted: false });
    expect(
      decide(all, { command: 'roll-back', reason }, omar, longAt(-DAY_SECONDS)),
    ).toMatchObject({ accepted: true });
  });

  it('keeps what has expired expired', () => {
    const expired = accepted(
      decide(approved, AWAIT, controller, longAt(2 * DAY_SECONDS)),
    ).next;
    expect(asOf(expired, after(0)).approvals[0].expiredAt).toBeDefined();
  });
});
