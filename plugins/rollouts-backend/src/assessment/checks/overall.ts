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

/** Most serious first: what fresh data shows as a breach, then what is not known. */
const SERIOUSNESS: readonly Verdict[] = [
  'breached',
  'unknown',
  'suspect',
  'holds',
];

function compare(a: CheckVerdict, b: CheckVerdict): number {
  return (
    SERIOUSNESS.indexOf(a.verdict) - SERIOUSNESS.indexOf(b.verdict) ||
    Number(b.overdue) - Number(a.overdue) ||
    // What can't be known yet is less than what should be known.
    Number(Boolean(a.firstLookAt)) - Number(Boolean(b.firstLookAt)) ||
    a.since.localeCompare(b.since) ||
    a.guardrail.localeCompare(b.guardrail)
  );
}

/** The check to show when there is room for one; null for none. */
export function worstCheck(
  checks: readonly CheckVerdict[],
): CheckVerdict | null {
  return [...checks].sort(compare)[0] ?? null;
}

/** The verdict over all checks. Without a check nothing is known. */
export function overallVerdict(checks: readonly CheckVerdict[]): Verdict {
  return worstCheck(checks)?.verdict ?? 'unknown';
}
