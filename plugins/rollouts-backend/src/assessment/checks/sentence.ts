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
  formatValue,
  type CheckVerdict,
  type Guardrail,
  type MetricDefinition,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { JudgedLook } from './look';
import type { Run } from './run';

/** `14:02:10 UTC`; with the date when it is not the day of `now`. */
export function clockTime(at: Date, now: Date): string {
  const [day, time] = at.toISOString().split('T');
  const clock = `${time.slice(0, 8)} UTC`;
  return now.toISOString().startsWith(day) ? clock : `${day} ${clock}`;
}

function limitText(definition: MetricDefinition, limit: number): string {
  const value = formatValue(limit, definition.unit);
  return definition.direction === 'lower-is-better'
    ? `limit ${value}`
    : `at least ${value}`;
}

/** `p95 latency 212 ms, limit 300 ms, baseline 198 ms`. */
export function numbersOf(
  definition: MetricDefinition,
  look: JudgedLook,
  now: Date,
): string {
  const { unit, title } = definition;
  const parts = [
    look.new === null ? title : `${title} ${formatValue(look.new, unit)}`,
  ];
  if (look.limit !== null) parts.push(limitText(definition, look.limit));
  if (look.baseline !== null) {
    const seen = look.baselineAt
      ? ` as last seen at ${clockTime(look.baselineAt, now)}`
      : '';
    parts.push(`baseline ${formatValue(look.baseline, unit)}${seen}`);
  }
  return parts.join(', ');
}

/** What the last looks showed: `3 of 3 looks hold`, `2 of 3 looks failed`. */
export function looksText(
  verdict: CheckVerdict['verdict'],
  guardrail: Guardrail,
  run: Run,
): string {
  const { confirmations } = guardrail;
  if (verdict === 'holds') {
    const { looks, passed } = run.recent;
    return `${passed} of ${looks} look${looks === 1 ? '' : 's'} hold${
      looks === 1 ? 's' : ''
    }`;
  }
  const failed = Math.min(run.failed, confirmations);
  return `${failed} of ${confirmations} look${
    confirmations === 1 ? '' : 's'
  } failed`;
}
