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

import type {
  CheckVerdict,
  Verdict,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { makeCheck } from '../../testing/plans';
import { judgeFreshness } from './freshness';
import { overallVerdict, worstCheck } from './overall';
import { INTERVAL, latency, oldStage, threshold, tick } from './testing';

const check = (verdict: Verdict, overrides: Partial<CheckVerdict> = {}) =>
  makeCheck({ verdict, ...overrides });

it.each([
  [[], 'unknown'],
  [['holds', 'holds'], 'holds'],
  [['holds', 'suspect'], 'suspect'],
  [['suspect', 'unknown', 'holds'], 'unknown'],
  [['unknown', 'breached', 'suspect'], 'breached'],
] as [Verdict[], Verdict][])('over %p is %s', (verdicts, overall) => {
  expect(overallVerdict(verdicts.map(verdict => check(verdict)))).toBe(overall);
});

it('shows the worst check: overdue before merely unknown, then the oldest', () => {
  const overdue = check('unknown', { guardrail: 'b', overdue: true });
  const older = check('unknown', { since: tick(-9).toISOString() });
  expect(worstCheck([check('holds'), older, overdue])).toBe(overdue);
  expect(worstCheck([check('unknown'), older])).toBe(older);
  expect(worstCheck([])).toBeNull();
});

describe('freshness', () => {
  const judge = (verdict: CheckVerdict | null, index: number, awake = -99) =>
    judgeFreshness({
      guardrail: threshold,
      definition: latency,
      stage: oldStage,
      verdict,
      awakeSince: tick(awake),
      now: tick(index),
      intervalSeconds: INTERVAL,
    });
  const seen = check('holds', { assessedAt: tick(0).toISOString() });

  it('relies on a verdict for three intervals, then says since when not', () => {
    expect(judge(seen, 3)).toBe(seen);
    expect(judge(seen, 4)).toMatchObject({
      verdict: 'unknown',
      since: tick(0).toISOString(),
      overdue: false,
      sentence: 'p95 latency is unknown: no look since 12:00:00 UTC',
    });
  });

  it('lets the no-data clock run on when nobody samples', () => {
    expect(judge(seen, 5).overdue).toBe(false);
    expect(judge(seen, 6).overdue).toBe(true);
    expect(judge(null, 0)).toMatchObject({ verdict: 'unknown', overdue: true });
  });

  it('gives the sampler its chance after an outage', () => {
    expect(judge(seen, 50, 49).overdue).toBe(false);
    expect(judge(null, 50, 49).overdue).toBe(false);
    expect(judge(seen, 55, 49).overdue).toBe(true);
  });
});
