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
  formatChange,
  formatValue,
  type Effect,
  type MetricDefinition,
  type Variant,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { halfWidth } from './confidenceSequence';
import { armOf, type Moments } from './moments';
import { stratify, type Stratum } from './stratify';

/** Fewer events in an arm, and the normal approximation is no longer one. */
const LEAST_EVENTS = 10;
const ALPHA = 0.05;

/** What one variant showed in one stage. */
export interface Observed extends Moments {
  /** Values weighted by their observations. */
  weighted: number;
}

/** One stay in one stage. */
export type ObservedStage = Record<Variant, Observed | undefined>;

type Sides = Record<Variant, { value: number | null; count: number }>;

interface Tested {
  sides: Sides;
  change: number;
  interval: { low: number; high: number };
}

function isConcurrent(
  stage: ObservedStage,
): stage is Record<Variant, Observed> {
  return (stage.baseline?.count ?? 0) > 0 && (stage.new?.count ?? 0) > 0;
}

/** Averages by observations, for what can be shown but not tested. */
function plainSides(stages: readonly ObservedStage[]): Sides {
  const concurrent = stages.filter(isConcurrent);
  const side = (variant: Variant) => {
    const parts = (concurrent.length > 0 ? concurrent : stages).flatMap(
      stage => stage[variant] ?? [],
    );
    const count = parts.reduce((sum, part) => sum + part.count, 0);
    const weighted = parts.reduce((sum, part) => sum + part.weighted, 0);
    return { value: count > 0 ? weighted / count : null, count };
  };
  return { baseline: side('baseline'), new: side('new') };
}

/** The rarer of what happened and what did not; for a mean, all observations. */
function eventsOf(
  statistic: MetricDefinition['statistic'],
  parts: readonly Moments[],
): number {
  const count = parts.reduce((total, part) => total + part.count, 0);
  if (statistic !== 'proportion') return count;
  const events = parts.reduce((total, part) => total + (part.sum ?? 0), 0);
  return Math.min(events, count - events);
}

function strataOf(
  definition: MetricDefinition,
  stages: readonly Record<Variant, Observed>[],
): Stratum[] {
  return stages.flatMap(stage => {
    const baseline = armOf(definition.statistic, stage.baseline);
    const arm = armOf(definition.statistic, stage.new);
    return baseline && arm ? [{ baseline, new: arm }] : [];
  });
}

/** The test, or in words why there is none. */
function test(
  definition: MetricDefinition,
  stages: readonly ObservedStage[],
  tuning: number,
): Tested | string {
  const { statistic } = definition;
  if (statistic !== 'proportion' && statistic !== 'mean') {
    return `a ${statistic} has no test that stays valid while one looks`;
  }
  const concurrent = stages.filter(isConcurrent);
  if (concurrent.length === 0) {
    return 'the two versions were not both seen in one stage';
  }
  for (const variant of ['new', 'baseline'] as const) {
    const events = eventsOf(
      statistic,
      concurrent.map(stage => stage[variant]),
    );
    if (events < LEAST_EVENTS) {
      const who = variant === 'new' ? 'new version' : 'baseline';
      return `the ${who} has only ${events} of the ${LEAST_EVENTS} events that a test needs`;
    }
  }
  const strata = strataOf(definition, concurrent);
  const effect = stratify(strata);
  if (!effect) return 'the observations do not vary, or came without sums';
  if (!effect.relative) return 'the baseline is zero';
  const { value, standardError } = effect.relative;
  const half = halfWidth(standardError, effect.sample, {
    alpha: ALPHA,
    tuning,
    sides: 'two-sided',
  });
  const countOf = (variant: Variant) =>
    strata.reduce((total, stratum) => total + stratum[variant].count, 0);
  return {
    sides: {
      baseline: { value: effect.baseline, count: countOf('baseline') },
      new: { value: effect.new, count: countOf('new') },
    },
    change: value,
    interval: { low: value - half, high: value + half },
  };
}

function verdictOf(
  { low, high }: Tested['interval'],
  direction: MetricDefinition['direction'],
): Effect['verdict'] {
  if (low <= 0 && high >= 0) return 'no-clear-difference';
  const rose = low > 0;
  return rose === (direction === 'higher-is-better') ? 'better' : 'worse';
}

const VERDICT_TEXT: Record<Effect['verdict'], string> = {
  better: 'better',
  worse: 'worse',
  'no-clear-difference': 'no clear difference',
  'no-valid-test': 'no valid test',
};

function against(definition: MetricDefinition, sides: Sides): string {
  const text = (value: number | null) =>
    value === null ? 'nothing seen' : formatValue(value, definition.unit);
  return `${definition.title} ${text(sides.new.value)} against ${text(
    sides.baseline.value,
  )}`;
}

/**
 * The effect of one success metric over all stages in which both versions
 * served. Observations are taken as independent of each other. Valid however
 * often it is computed; quantiles and rates are shown as averages of their
 * windows and decide nothing.
 */
export function assessEffect(
  definition: MetricDefinition,
  stages: readonly ObservedStage[],
  tuning: number,
): Effect {
  const common = {
    metric: definition.name,
    title: definition.title,
    unit: definition.unit,
    direction: definition.direction,
    confidence: 1 - ALPHA,
  };
  const tested = test(definition, stages, tuning);
  if (typeof tested === 'string') {
    const sides = plainSides(stages);
    const [from, to] = [sides.baseline.value, sides.new.value];
    return {
      ...common,
      ...sides,
      change:
        from === null || to === null || from === 0
          ? null
          : (to - from) / Math.abs(from),
      interval: null,
      verdict: 'no-valid-test',
      sentence: `${against(definition, sides)}: no valid test, as ${tested}`,
    };
  }
  const { low, high } = tested.interval;
  const verdict = verdictOf(tested.interval, definition.direction);
  return {
    ...common,
    ...tested.sides,
    change: tested.change,
    interval: tested.interval,
    verdict,
    sentence: `${against(definition, tested.sides)}: ${formatChange(
      tested.change,
    )}, between ${formatChange(low)} and ${formatChange(
      high,
    )} at 95 % confidence: ${VERDICT_TEXT[verdict]}`,
  };
}
