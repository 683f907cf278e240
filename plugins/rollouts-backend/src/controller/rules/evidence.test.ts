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
  overdue,
  evidence,
  short,
  holdAndCall,
  onBreachHold,
  onBreachNotify,
  noDataBack,
  blind,
  completed,
  atAll,
  heldBy,
} from '../../testing/intentions';
import { makeSubject } from '../../testing/subjects';
import { intendBeforeLook } from '../intend';

describe('what the evidence says comes first', () => {
  it.each<[string, Parameters<typeof makeSubject>[0], string]>([
    [
      'takes back on a breach',
      { context: { evidence: evidence(breached) } },
      'roll-back breach',
    ],
    [
      'takes back on a breach without a look',
      { context: { evidence: evidence(breached) }, target: { look: blind } },
      'roll-back breach',
    ],
    [
      'takes back on a breach while held',
      { state: { phase: 'held' }, context: { evidence: evidence(breached) } },
      'roll-back breach',
    ],
    [
      'takes back a completed rollout',
      {
        state: { phase: 'completed', stageIndex: 2 },
        context: { evidence: evidence(breached) },
      },
      'roll-back breach',
    ],
    [
      'holds where the guardrail says so',
      { context: { evidence: evidence(breached), plan: onBreachHold } },
      'hold breach',
    ],
    [
      'holds what can not be undone',
      { context: { evidence: evidence(breached), plan: holdAndCall } },
      'hold breach',
    ],
    [
      'tells of a breach where the guardrail says so',
      { context: { evidence: evidence(breached), plan: onBreachNotify } },
      'report',
    ],
    [
      'tells of it once',
      {
        state: { reported: ['breach/errors'] },
        context: { evidence: evidence(breached), plan: onBreachNotify },
      },
      'nothing',
    ],
    [
      'tells of a breach that nothing is left to hold for',
      {
        state: completed,
        target: atAll,
        context: { evidence: evidence(breached), plan: onBreachHold },
      },
      'report',
    ],
    [
      'tells of a breach that can not be undone',
      {
        state: completed,
        target: atAll,
        context: { evidence: evidence(breached), plan: holdAndCall },
      },
      'report',
    ],
    [
      'tells of a breach that it is not held for',
      {
        state: { phase: 'held', held: heldBy('person') },
        context: { evidence: evidence(breached), plan: onBreachHold },
      },
      'report',
    ],
    [
      'says no more of what it is held for',
      {
        state: { phase: 'held', held: heldBy('breach') },
        context: { evidence: evidence(breached), plan: onBreachHold },
      },
      'nothing',
    ],
    [
      'tells of missing data where it is completed',
      {
        state: completed,
        target: atAll,
        context: { evidence: evidence(overdue) },
      },
      'report',
    ],
    [
      'tells of a breach before the end',
      { context: { evidence: evidence(breached), now: later(1e6) } },
      'roll-back breach',
    ],
    [
      'holds without data',
      { context: { evidence: evidence(overdue) } },
      'hold no-data',
    ],
    [
      'takes back without data',
      { context: { evidence: evidence(overdue), plan: noDataBack } },
      'roll-back no-data',
    ],
  ])('%s', (_, over, expected) => {
    expect(short(makeSubject(over))).toBe(expected);
  });

  it('decides to take back before it looks', () => {
    const subject = makeSubject({ context: { evidence: evidence(breached) } });
    expect(intendBeforeLook(subject)?.command?.command).toBe('roll-back');
    expect(intendBeforeLook(makeSubject())).toBeUndefined();
  });
});
