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

/**
 * Against a fixed limit: fails beyond it, holds at it. Where none may fail, the
 * first that does is no chance.
 */
export function judgeThreshold(
  guardrail: Guardrail,
  check: Extract<Check, { kind: 'threshold' }>,
  look: Look,
  { definition }: LookContext,
): JudgedLook {
  const value = finiteValue(look.new);
  const reason = unusableBecause(
    look.new,
    'the new version',
    guardrail.minimumCount,
  );
  const judged = {
    at: look.at,
    new: value,
    baseline: finiteValue(look.baseline),
    baselineAt: null,
    limit: check.limit,
    count: look.new?.count ?? 0,
  };
  if (reason !== null || value === null) {
    return { ...judged, outcome: 'unusable', reason };
  }
  if (!crosses(value, check.limit, definition.direction)) {
    return { ...judged, outcome: 'passed', reason: null };
  }
  const chance = check.limit === 0 ? null : chanceBecause(look.new, definition);
  return { ...judged, outcome: chance ? 'unusable' : 'failed', reason: chance };
}
