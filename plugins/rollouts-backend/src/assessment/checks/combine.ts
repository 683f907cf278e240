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
  Guardrail,
  MetricDefinition,
  Sample,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { unusableBecause, type Look, type ReferenceBaseline } from './look';

/** What one target was seen at. */
export interface TargetSamples {
  /** As people are told of it. */
  name: string;
  /** Of both variants, in any order. */
  samples: readonly Sample[];
}

/** One target's share in a look. */
export interface TargetLook extends Pick<Look, 'new' | 'baseline'> {
  name: string;
}

interface Part {
  value: number;
  count: number;
}

function worse(
  a: number,
  b: number,
  direction: MetricDefinition['direction'],
): boolean {
  return direction === 'lower-is-better' ? a > b : a < b;
}

/**
 * The value of several targets as one: rates add up; proportions and means are
 * those of all their observations together; a quantile can't be put together
 * of others, so the worst one stands for all. There must be one.
 */
export function combinedValue(
  { statistic, direction }: Pick<MetricDefinition, 'statistic' | 'direction'>,
  parts: readonly Part[],
): number {
  const values = parts.map(part => part.value);
  if (values.length === 1) return values[0];
  if (statistic === 'rate') return values.reduce((a, b) => a + b);
  if (statistic === 'quantile') {
    return values.reduce((a, b) => (worse(b, a, direction) ? b : a));
  }
  const count = parts.reduce((total, part) => total + part.count, 0);
  return parts.reduce((sum, part) => sum + part.value * part.count, 0) / count;
}

function addUp(numbers: readonly (number | null)[]): number | null {
  return numbers.reduce<number | null>(
    (total, number) =>
      total === null || number === null ? null : total + number,
    0,
  );
}

/** Undefined where no target has a value. */
export function combineSamples(
  definition: MetricDefinition,
  samples: readonly (Sample | undefined)[],
): Sample | undefined {
  const usable = samples.flatMap(sample =>
    sample && unusableBecause(sample, '', 1) === null ? sample : [],
  );
  const [first] = usable;
  if (!first) return samples.find(sample => sample !== undefined);
  const parts = usable.flatMap(({ value, count }) =>
    value === null ? [] : [{ value, count }],
  );
  return {
    ...first,
    value: combinedValue(definition, parts),
    count: usable.reduce((total, { count }) => total + count, 0),
    sum: addUp(usable.map(({ sum }) => sum)),
    sumSquares: addUp(usable.map(({ sumSquares }) => sumSquares)),
  };
}

/** By how much the new version is worse; positive is worse, in either way. */
function harm(
  { new: seen, baseline }: TargetLook,
  { direction }: MetricDefinition,
  isRelative: boolean,
): number {
  const sign = direction === 'lower-is-better' ? 1 : -1;
  const value = seen?.value ?? 0;
  if (!isRelative) return sign * value;
  const base = baseline?.value ?? 0;
  if (value === base) return 0;
  return (sign * (value - base)) / Math.abs(base);
}

/**
 * One look at several targets. Their observations are put together, as
 * `combinedValue` says; of a quantile, the target whose new version does the
 * most harm, against its own baseline where the check asks for that, stands
 * for all with both its variants. A target of which nothing usable is seen is
 * told in `lacks`: such a look can show a breach, and never that all is well.
 */
export function combineLooks(
  at: Date,
  targets: readonly TargetLook[],
  definition: MetricDefinition,
  check: Guardrail['check'],
  fullExposure: boolean,
): Look {
  const [only] = targets;
  if (targets.length === 1) {
    return { at, new: only.new, baseline: only.baseline, lacks: null };
  }
  const isRelative = check.kind === 'relative' && !fullExposure;
  const judged = targets.map(target => ({
    target,
    lacks:
      unusableBecause(target.new, `the new version at ${target.name}`, 1) ??
      (isRelative
        ? unusableBecause(target.baseline, `the baseline at ${target.name}`, 1)
        : null),
  }));
  const lacks = judged.find(each => each.lacks !== null)?.lacks ?? null;
  const usable = judged.flatMap(each =>
    each.lacks === null ? each.target : [],
  );
  if (definition.statistic === 'quantile' && usable.length > 0) {
    const worst = usable.reduce((a, b) =>
      harm(b, definition, isRelative) > harm(a, definition, isRelative) ? b : a,
    );
    return { at, new: worst.new, baseline: worst.baseline, lacks };
  }
  return {
    at,
    new: combineSamples(
      definition,
      usable.map(target => target.new),
    ),
    baseline: combineSamples(
      definition,
      usable.map(target => target.baseline),
    ),
    lacks,
  };
}

/** Null unless every target was seen; it is as old as the oldest of them. */
export function combineBaselines(
  definition: MetricDefinition,
  last: readonly ((ReferenceBaseline & { count: number }) | null)[],
): ReferenceBaseline | null {
  const known = last.flatMap(each => each ?? []);
  if (known.length === 0 || known.length < last.length) return null;
  return {
    at: new Date(Math.min(...known.map(({ at }) => at.getTime()))),
    value: combinedValue(definition, known),
  };
}
