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
  Check,
  Guardrail,
} from '@stagecraft/backstage-plugin-rollouts-common';
import {
  chanceBecause,
  crosses,
  finiteValue,
  unusableBecause,
  type JudgedLook,
  type Look,
  type LookContext,
} from './look';

interface Comparison {
  value: number | null;
  /** The end of a reference's window; null for a concurrent baseline. */
  at: Date | null;
  /** Why there is nothing to compare with. */
  reason: string | null;
}

/**
 * The baseline of the same window. At full exposure what little still reaches
 * the old version is not representative: there it is the baseline as last seen
 * in this rollout before everyone was exposed.
 */
function comparison(
  guardrail: Guardrail,
  look: Look,
  { fullExposure, reference }: LookContext,
): Comparison {
  if (!fullExposure) {
    return {
      value: finiteValue(look.baseline),
      at: null,
      reason: unusableBecause(
        look.baseline,
        'the baseline',
        guardrail.minimumCount,
      ),
    };
  }
  if (reference) {
    return { value: reference.value, at: reference.at, reason: null };
  }
  return {
    value: null,
    at: null,
    reason:
      'at full exposure the baseline has no traffic, and this rollout has not seen enough of it before',
  };
}

/**
 * Against the baseline. The limit is the baseline moved by the largest change
 * in the bad direction, so nothing is divided and a baseline of zero has a
 * limit too: zero. What crosses it has to be told from chance all the same.
 */
export function judgeRelative(
  guardrail: Guardrail,
  check: Extract<Check, { kind: 'relative' }>,
  look: Look,
  context: LookContext,
): JudgedLook {
  const { direction } = context.definition;
  const value = finiteValue(look.new);
  const against = comparison(guardrail, look, context);
  const sign = direction === 'lower-is-better' ? 1 : -1;
  const limit =
    against.value === null
      ? null
      : against.value + sign * Math.abs(against.value) * check.maxChange;
  const judged = {
    at: look.at,
    new: value,
    baseline: against.value,
    baselineAt: against.at,
    limit,
    count: look.new?.count ?? 0,
  };
  const reason =
    unusableBecause(look.new, 'the new version', guardrail.minimumCount) ??
    against.reason;
  if (reason !== null || value === null || limit === null) {
    return { ...judged, outcome: 'unusable', reason };
  }
  if (!crosses(value, limit, direction)) {
    return { ...judged, outcome: 'passed', reason: null };
  }
  const chance = chanceBecause(look.new, context.definition);
  return { ...judged, outcome: chance ? 'unusable' : 'failed', reason: chance };
}
