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
  Guardrail,
  MetricDefinition,
  Sample,
} from '@stagecraft/backstage-plugin-rollouts-common';

/** Beyond a limit in the bad direction, by as much again. */
function beyond(
  limit: number,
  direction: MetricDefinition['direction'],
): number {
  const by = limit === 0 ? 1 : Math.abs(limit);
  return direction === 'lower-is-better' ? limit + by : limit - by;
}

function limitOf(
  { check }: Guardrail,
  { direction }: MetricDefinition,
  baseline: number | null,
): number | null {
  if (check.kind === 'threshold') return check.limit;
  if (baseline === null) return null;
  const change = Math.abs(baseline) * check.maxChange;
  return direction === 'lower-is-better'
    ? baseline + change
    : baseline - change;
}

/**
 * What a drill's guardrail sees in place of the new version's samples: from
 * `from` on a value that fails. What was measured is left alone, and so is
 * every other guardrail and rollout.
 *
 * @param reference - The baseline where none is measured alongside.
 */
export function injectSamples(
  samples: readonly Sample[],
  guardrail: Guardrail,
  definition: MetricDefinition,
  from: Date,
  reference: number | null,
): Sample[] {
  const baselines = new Map(
    samples.flatMap(({ variant, at, value }) =>
      variant === 'baseline' && value !== null ? [[at, value] as const] : [],
    ),
  );
  return samples.map(sample => {
    if (sample.variant !== 'new' || Date.parse(sample.at) < from.getTime()) {
      return sample;
    }
    const baseline = baselines.get(sample.at) ?? reference;
    const limit = limitOf(guardrail, definition, baseline);
    if (limit === null) return sample;
    return {
      ...sample,
      value: beyond(limit, definition.direction),
      count: Math.max(sample.count, guardrail.minimumCount),
      sum: null,
      sumSquares: null,
    };
  });
}

/** Says of a verdict that it rests on what was made up. */
export function markInjected(verdict: CheckVerdict): CheckVerdict {
  return {
    ...verdict,
    injected: true,
    sentence: `${verdict.sentence} (made up by a drill)`,
  };
}
