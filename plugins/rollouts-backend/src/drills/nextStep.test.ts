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

import fc from 'fast-check';
import { NOW } from '../testing/plans';
import { makeState } from '../testing/subjects';
import { iso, later, makeReversal } from './__testUtils__/reversal';
import { nextStep, type DrillProgress } from './nextStep';

describe('the next step', () => {
  const observing = makeState({
    phase: 'observing',
    stageIndex: 0,
    acknowledged: true,
  });
  const waiting = makeState({
    phase: 'approved',
    stageIndex: -1,
    acknowledged: false,
  });
  const rollingBack = { ...observing, phase: 'rolling-back' as const };
  const drill: DrillProgress = {
    createdAt: NOW,
    breachBeganAt: null,
    breachOnAt: null,
    breachEndedAt: null,
    boundSeconds: 40,
    exposeWithinSeconds: 60,
  };
  const begun = { ...drill, breachBeganAt: later(10) };
  const on = { ...begun, breachOnAt: later(11) };
  const over = { ...on, breachEndedAt: later(20) };

  it.each<
    [string, DrillProgress, Parameters<typeof nextStep>[1], number, string]
  >([
    ['waits for the exposure', drill, waiting, 30, 'wait'],
    [
      'waits for its read-back',
      drill,
      { ...observing, acknowledged: false },
      30,
      'wait',
    ],
    ['cancels what is never exposed', drill, waiting, 61, 'cancel'],
    [
      'takes back what is never seen exposed',
      drill,
      { ...observing, acknowledged: false },
      61,
      'take-back',
    ],
    ['makes the breach', drill, observing, 30, 'begin-breach'],
    [
      'makes none while it is held, and takes it back',
      drill,
      { ...observing, phase: 'held' },
      30,
      'take-back',
    ],
    [
      'goes on while held after the breach',
      on,
      { ...observing, phase: 'held' },
      30,
      'watch-probes',
    ],
    ['makes it again after a crash', begun, observing, 30, 'begin-breach'],
    [
      'gives up on a source that does not answer',
      begun,
      observing,
      41,
      'take-back',
    ],
    ['looks at the probes', on, observing, 30, 'watch-probes'],
    ['takes back what nothing took back', on, observing, 51, 'take-back'],
    [
      'ends the breach once the way back is decided',
      on,
      { ...rollingBack, reversal: makeReversal() },
      30,
      'end-breach',
    ],
    [
      'ends a breach that may have begun',
      begun,
      { ...rollingBack, reversal: makeReversal() },
      30,
      'end-breach',
    ],
    [
      'waits for the way back',
      over,
      { ...rollingBack, reversal: makeReversal() },
      30,
      'wait',
    ],
    [
      'ends the breach even when all is over',
      on,
      { ...observing, phase: 'completed' },
      30,
      'end-breach',
    ],
    [
      'takes back what completed meanwhile',
      over,
      { ...observing, phase: 'completed' },
      30,
      'take-back',
    ],
    [
      'leaves what completed and is closed',
      over,
      { ...observing, phase: 'completed', wayBackClosedAt: iso(20) },
      30,
      'finish',
    ],
    [
      'is finished when it is back',
      over,
      { ...observing, phase: 'rolled-back', reversal: makeReversal() },
      30,
      'finish',
    ],
    [
      'is finished when it is stuck',
      over,
      { ...observing, phase: 'stuck', reversal: makeReversal() },
      30,
      'finish',
    ],
    [
      'is finished when cancelled',
      drill,
      { ...makeState(), phase: 'cancelled' },
      30,
      'finish',
    ],
  ])('%s', (_, progress, state, seconds, expected) => {
    expect(nextStep(progress, state, later(seconds)).do).toBe(expected);
  });

  it('never finishes while a breach may be on', () => {
    const phases = [
      'observing',
      'held',
      'rolling-back',
      'rolled-back',
      'stuck',
      'completed',
      'cancelled',
    ] as const;
    fc.assert(
      fc.property(
        fc.constantFrom(...phases),
        fc.boolean(),
        fc.boolean(),
        fc.nat(1000),
        (phase, acknowledged, isBack, seconds) => {
          const state = {
            ...observing,
            phase,
            acknowledged,
            reversal: isBack ? makeReversal() : null,
          };
          expect(nextStep(on, state, later(seconds)).do).not.toBe('finish');
        },
      ),
    );
  });
});
