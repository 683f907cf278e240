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
  MetricDefinition,
  Point,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { GuardrailForm } from '../draft/form';

/** One look of the past, judged by a limit that is being considered. */
export interface PastLook {
  at: string;
  value: number | null;
  /** The limit in the metric's unit; null where there is none to apply. */
  limit: number | null;
  outcome: 'passed' | 'failed' | 'unusable';
}

/** How often a proposed limit would have been crossed. */
export interface Crossings {
  looks: PastLook[];
  /** Looks with a value, enough observations, and a limit. */
  usable: number;
  failed: number;
  /** Times that enough usable looks in a row failed. */
  breaches: number;
}

type Judged = Pick<GuardrailForm, 'check' | 'minimumCount' | 'confirmations'>;
type Direction = MetricDefinition['direction'];

function limitFor(
  check: Judged['check'],
  before: number | null,
  direction: Direction,
): number | null {
  if (check.kind === 'threshold') return check.limit;
  if (before === null || check.maxChange === null) return null;
  const sign = direction === 'lower-is-better' ? 1 : -1;
  return before + sign * Math.abs(before) * check.maxChange;
}

/**
 * Judges recent values by a guardrail that is being written. A relative check
 * has no new version to look at yet: there, each look is compared with the one
 * before it, which shows how much the service varies by itself. As when a
 * rollout is watched, a look that is not usable neither ends nor lengthens a
 * run of failed ones.
 *
 * @param points - oldest first
 */
export function crossingsOf(
  points: readonly Point[],
  guardrail: Judged,
  direction: Direction,
): Crossings {
  const { check } = guardrail;
  const confirmations = guardrail.confirmations ?? 1;
  let before: number | null = null;
  let run = 0;
  let breaches = 0;
  const looks = points.map(({ at, value, count }): PastLook => {
    const limit = limitFor(check, before, direction);
    const enough = value !== null && count >= (guardrail.minimumCount ?? 0);
    if (enough) before = value;
    if (!enough || limit === null) {
      return { at, value, limit, outcome: 'unusable' };
    }
    const failed =
      direction === 'lower-is-better' ? value > limit : value < limit;
    run = failed ? run + 1 : 0;
    if (run > 0 && run === confirmations) breaches += 1;
    return { at, value, limit, outcome: failed ? 'failed' : 'passed' };
  });
  const count = (outcome: PastLook['outcome']) =>
    looks.filter(look => look.outcome === outcome).length;
  const failed = count('failed');
  return { looks, usable: failed + count('passed'), failed, breaches };
}
