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
  ines,
  makeCheck,
  makeContext,
  makePlan,
  NOW,
  omar,
  petra,
} from '../testing/plans';
import {
  accepted,
  after,
  follow,
  READ_BACK,
  readBack,
  reason,
  rollBack,
  toCompleted,
  toObserving,
  toWaitingForPeople,
} from '../testing/steps';

describe('taking back and holding', () => {
  it.each([
    ['exposing', toObserving.slice(0, 3)],
    ['observing', toObserving],
    ['waiting', toWaitingForPeople],
    ['completed', toCompleted],
  ])('rolls back while %s, whoever of the people presses', (phase, steps) => {
    const state = follow(steps);
    expect(state.phase).toBe(phase);
    for (const actor of [dana, omar, petra, controller]) {
      const outcome = accepted(
        decide(
          state,
          rollBack,
          actor,
          makeContext({
            evidence: {
              checks: [makeCheck({ verdict: 'unknown' })],
              sample: 0,
            },
            now: new Date('2027-01-01'),
          }),
        ),
      );
      expect(outcome.next.phase).toBe('rolling-back');
      expect(outcome.effects).toContainEqual({ kind: 'clear-tickets' });
      expect(outcome.effects).toContainEqual({ kind: 'wake', urgent: true });
    }
    expect(decide(state, rollBack, ines, makeContext())).toMatchObject({
      code: 'not-eligible',
    });
  });

  it('is rolled back only when every target was read back at nothing', () => {
    const state = follow([...toObserving, [rollBack, omar]]);
    const acknowledge = (exposure: typeof READ_BACK.none): AnyCommand => ({
      command: 'acknowledge-restore',
      reason,
      restoredAt: NOW.toISOString(),
      readBack: readBack(exposure),
    });
    expect(
      decide(state, acknowledge(READ_BACK.internal), controller, makeContext()),
    ).toMatchObject({ accepted: false });
    expect(
      decide(
        state,
        {
          ...acknowledge(READ_BACK.none),
          readBack: { targets: [] },
        } as AnyCommand,
        controller,
        makeContext(),
      ),
    ).toMatchObject({ accepted: false });
    const done = accepted(
      decide(state, acknowledge(READ_BACK.none), controller, makeContext()),
    );
    expect(done.next).toMatchObject({
      phase: 'rolled-back',
      reversal: { verifiedAt: NOW.toISOString() },
    });
    expect(done.effects).toContainEqual({ kind: 'release-targets' });
  });

  it('lets nothing advance after a roll-back', () => {
    const state = follow([...toObserving, [rollBack, omar]]);
    for (const command of [
      { command: 'advance', reason },
      { command: 'start', reason },
      { command: 'await', reason },
      { command: 'complete', reason },
      {
        command: 'acknowledge-exposure',
        reason,
        readBack: readBack(READ_BACK.internal),
      },
    ] as AnyCommand[]) {
      expect(decide(state, command, controller, makeContext())).toMatchObject({
        accepted: false,
        code: 'not-open',
      });
    }
  });

  it('leaves a change that can not be undone to people', () => {
    const plan = makePlan({
      rollbackPlan: { kind: 'hold-and-call', notes: 'Irreversible migration' },
    });
    const state = follow(toObserving);
    const context = makeContext({ plan });
    expect(decide(state, rollBack, controller, context)).toMatchObject({
      code: 'policy',
    });
    expect(decide(state, rollBack, petra, context)).toMatchObject({
      accepted: true,
    });
  });

  it('resumes with the bake time counted anew, and never over a breach', () => {
    const hold: AnyCommand = { command: 'hold', reason: 'Lunch' };
    const held = follow([...toObserving, [hold, dana]]);
    const resume: AnyCommand = { command: 'resume', version: 1, reason };
    expect(
      decide(
        held,
        resume,
        omar,
        makeContext({
          evidence: { checks: [makeCheck({ verdict: 'breached' })], sample: 0 },
        }),
      ),
    ).toMatchObject({ code: 'gate-closed' });
    const resumed = accepted(
      decide(held, resume, omar, makeContext({ now: after(500) })),
    ).next;
    expect(resumed).toMatchObject({
      phase: 'observing',
      observedSince: after(500).toISOString(),
    });
  });

  it('writes the exposure again after it was lowered outside', () => {
    const held = follow([
      ...toObserving,
      [
        { command: 'hold', cause: 'lowered-outside', reason, checks: [] },
        controller,
      ],
    ]);
    const resumed = accepted(
      decide(
        held,
        { command: 'resume', version: 1, reason },
        omar,
        makeContext(),
      ),
    ).next;
    expect(resumed).toMatchObject({ phase: 'exposing', acknowledged: false });
  });

  it('does not send people to cancel what has ended', () => {
    const state = { ...follow(toObserving), phase: 'rolled-back' as const };
    expect(decide(state, rollBack, omar, makeContext())).toMatchObject({
      code: 'not-open',
      remedy: expect.stringMatching(/^Nothing is exposed by it any more/),
    });
  });
});
