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
  Variant,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { CheckInput } from './checkInput';
import type { TargetSamples } from './combine';
import type { StageWatch } from './watch';

/** Ticks are named by their distance from here, in intervals of 10 s. */
const ORIGIN = new Date('2026-11-22T12:00:00.000Z');
export const INTERVAL = 10;

export function tick(index: number): Date {
  return new Date(ORIGIN.getTime() + index * INTERVAL * 1000);
}

export const latency: MetricDefinition = {
  name: 'latency-p95',
  title: 'p95 latency',
  unit: 'ms',
  direction: 'lower-is-better',
  statistic: 'quantile',
  provider: 'fake',
  query: {},
  windowSeconds: 30,
};

export const conversion: MetricDefinition = {
  ...latency,
  name: 'conversion-ratio',
  title: 'Conversion',
  unit: 'ratio',
  direction: 'higher-is-better',
  statistic: 'proportion',
};

export const failures: MetricDefinition = {
  ...conversion,
  name: 'error-ratio',
  title: 'Failed requests',
  direction: 'lower-is-better',
};

export const threshold: Guardrail = {
  name: 'latency',
  metric: 'latency-p95',
  check: { kind: 'threshold', limit: 300 },
  confirmations: 3,
  minimumCount: 20,
  noData: { afterSeconds: 60, action: 'hold' },
  onBreach: 'roll-back',
};

export const relative: Guardrail = {
  ...threshold,
  check: { kind: 'relative', maxChange: 0.2 },
};

/** Entered so long ago that every window of the tables lies within it. */
export const oldStage: StageWatch = {
  key: '0/old',
  from: new Date('2026-11-22T11:00:00.000Z'),
  verified: true,
  fullExposure: false,
};

export function sample(
  at: Date,
  variant: Variant,
  value: number | null,
  count = 100,
): Sample {
  return {
    at: at.toISOString(),
    variant,
    value,
    count,
    sum: null,
    sumSquares: null,
  };
}

/** Ticks 0, 1, … with these values of the new version, null for no tick. */
export function series(
  news: readonly (number | null)[],
  baseline: number | null = 198,
): Sample[] {
  return news.flatMap((value, index) =>
    value === null
      ? []
      : [
          sample(tick(index), 'new', value),
          sample(tick(index), 'baseline', baseline),
        ],
  );
}

/** What the only target of a plan was seen at. */
export function oneTarget(samples: readonly Sample[]): TargetSamples[] {
  return [{ name: 'checkout', samples }];
}

/** A check at the tick of the last value. */
export function checkInput(
  news: readonly (number | null)[],
  overrides: Partial<CheckInput> = {},
): CheckInput {
  return {
    guardrail: threshold,
    definition: latency,
    targets: oneTarget(series(news)),
    stage: oldStage,
    reference: null,
    previous: null,
    trouble: null,
    at: tick(news.length - 1),
    intervalSeconds: INTERVAL,
    ...overrides,
  };
}
