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
  later,
  breached,
  evidence,
  short,
  holdAndCall,
  blind,
} from '../../testing/intentions';
import { makePlan } from '../../testing/plans';
import type { RolloutState } from '../../lifecycle/state';
import { approval } from '../../testing/rows';
import { makeSubject } from '../../testing/subjects';
import { onUnknownApprovals } from './time';

const approved = {
  phase: 'approved' as const,
  stageIndex: -1,
  approvals: [approval(0)],
} satisfies Partial<RolloutState>;

const unknownApproval = (stageIndex: number) => ({
  ...approval(stageIndex),
  unknown: { since: later(0).toISOString(), missing: ['group:default/owners'] },
});

describe('what time brings', () => {
  it.each<[string, Parameters<typeof makeSubject>[0], string]>([
    [
      'takes back at the end',
      { context: { now: later(1e6) } },
      'roll-back end',
    ],
    [
      'holds at the end what can not be undone',
      { context: { now: later(1e6), plan: holdAndCall } },
      'hold undecided',
    ],
    [
      'cancels at the end',
      {
        state: { phase: 'approved', stageIndex: -1 },
        context: { now: later(1e6) },
      },
      'cancel',
    ],
    [
      'closes the way back at the end',
      {
        state: { phase: 'completed', stageIndex: 2 },
        context: { now: later(1e6) },
      },
      'close-way-back',
    ],
    ['starts', { state: approved }, 'start'],
    [
      'leaves a start by hand to people',
      {
        state: approved,
        context: { plan: makePlan({ schedule: { start: 'by-hand' } }) },
      },
      'nothing',
    ],
    [
      'asks again once its approvals have expired',
      {
        state: approved,
        context: {
          now: later(8 * 24 * 3600),
          plan: makePlan({ end: '2027-01-01T00:00:00.000Z' }),
        },
      },
      'await',
    ],
    ['restores', { state: { phase: 'rolling-back' } }, 'baseline'],
    [
      'goes on restoring what is stuck',
      { state: { phase: 'stuck' }, target: { look: blind } },
      'baseline',
    ],
    [
      'does nothing once it ended',
      {
        state: { phase: 'rolled-back' },
        context: { evidence: evidence(breached), now: later(1e6) },
      },
      'nothing',
    ],
  ])('%s', (_, over, expected) => {
    expect(short(makeSubject(over))).toBe(expected);
  });

  it.each([
    ['proposed', -1, 'await'],
    ['waiting', 1, 'await'],
    ['observing', 1, undefined],
  ] as const)(
    'asks again of approvals that the catalogue could not tell of: %s',
    (phase, stageIndex, expected) => {
      const state = {
        phase,
        stageIndex,
        approvals: [unknownApproval(stageIndex + 1)],
      };
      const step = onUnknownApprovals(makeSubject({ state }));
      expect(step && 'command' in step && step.command.command).toBe(expected);
    },
  );
});
