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

import type { DrillGoals } from '@stagecraft/backstage-plugin-rollouts-common';
import { dana, makeCheck, NOW } from '../testing/plans';
import { iso, later, makeReversal } from './__testUtils__/reversal';
import { judgeDrill, type DrillOutcome } from './verdict';

const GOALS: DrillGoals = {
  detectWithinSeconds: 10,
  restoreWithinSeconds: 20,
  byPlaybook: true,
};

describe('the verdict', () => {
  const outcome: DrillOutcome = {
    guardrail: 'errors',
    goals: GOALS,
    breachBeganAt: NOW,
    breachOnAt: later(1),
    breachEndedAt: later(9),
    phase: 'rolled-back',
    reversal: makeReversal(),
  };

  it('passes within the goals, with every instant', () => {
    expect(judgeDrill(outcome)).toEqual({
      passed: true,
      why: 'Detected after 8 s and restored after 9 s, within 10 s and 20 s',
      timings: {
        breachBeganAt: iso(0),
        detectedAt: iso(8),
        decidedAt: iso(8.5),
        restoredAt: iso(9),
        verifiedAt: iso(9.2),
        breachEndedAt: iso(9),
      },
    });
  });

  it.each<[string, Partial<DrillOutcome>, string]>([
    [
      'it is detected late',
      { reversal: makeReversal({ confirmedAt: iso(11) }) },
      'Detected after 11 s, the goal is 10 s',
    ],
    [
      'it is restored late',
      { reversal: makeReversal({ restoredAt: iso(20.6) }) },
      'Restored after 20.6 s, the goal is 20 s',
    ],
    [
      'nothing took it back but the bound',
      { reversal: makeReversal({ cause: 'end', sentence: 'Nobody noticed' }) },
      'Nobody noticed',
    ],
    [
      'a person was faster',
      { reversal: makeReversal({ cause: 'person', actor: dana }) },
      'dana took it back before Stagecraft did',
    ],
    [
      'another guardrail breached',
      {
        reversal: makeReversal({
          sentence: 'too slow',
          checks: [makeCheck({ guardrail: 'latency' })],
        }),
      },
      'Not errors but another guardrail took it back: too slow',
    ],
    [
      'the rollback is stuck',
      { phase: 'stuck', reversal: makeReversal({ restoredAt: undefined }) },
      'The rollback is stuck: not every target was read back',
    ],
    [
      'it completed',
      { phase: 'completed', reversal: null },
      'It ended completed without a rollback',
    ],
  ])('fails when %s', (_, change, why) => {
    expect(judgeDrill({ ...outcome, ...change })).toMatchObject({
      passed: false,
      why,
    });
  });

  const before = { breachBeganAt: null, breachOnAt: null };
  it.each<[string, Partial<DrillOutcome>, string]>([
    [
      'it was taken back before the breach',
      { ...before, reversal: makeReversal({ cause: 'person', actor: dana }) },
      'It was taken back before the breach was made: error ratio 4.0 %, limit 2.0 %',
    ],
    [
      'its source did not answer',
      { breachOnAt: null, reversal: makeReversal({ cause: 'end' }) },
      'error ratio 4.0 %, limit 2.0 %',
    ],
    [
      'nobody was exposed',
      { ...before, phase: 'cancelled', reversal: null },
      'It was cancelled before it exposed anybody',
    ],
  ])('neither passes nor fails when %s', (_, change, why) => {
    expect(judgeDrill({ ...outcome, ...change })).toMatchObject({
      passed: null,
      why,
    });
  });

  it('fails when it breached by itself beforehand and is stuck', () => {
    const stuck = { ...outcome, ...before, phase: 'stuck' as const };
    expect(judgeDrill(stuck).passed).toBe(false);
  });
});
