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

import type { MetricDefinition } from '@stagecraft/backstage-plugin-rollouts-common';

/** Observations of one variant, added up over disjoint windows. */
export interface Moments {
  /** Observations. */
  count: number;
  /** Of the observations; for a proportion, the events. Null when unknown. */
  sum: number | null;
  sumSquares: number | null;
}

export interface Arm {
  count: number;
  mean: number;
  /** Of one observation. */
  variance: number;
}

/**
 * Mean and variance of one arm: `p (1 - p)` for a proportion, the sample
 * variance for a mean. Null without two observations, without sums, or when
 * the variance is no positive number.
 */
export function armOf(
  statistic: MetricDefinition['statistic'],
  { count, sum, sumSquares }: Moments,
): Arm | null {
  if (count < 2 || sum === null) return null;
  const mean = sum / count;
  if (statistic === 'proportion') {
    return usable({ count, mean, variance: mean * (1 - mean) });
  }
  if (statistic !== 'mean' || sumSquares === null) return null;
  const variance = (sumSquares - (sum * sum) / count) / (count - 1);
  return usable({ count, mean, variance });
}

function usable(arm: Arm): Arm | null {
  return Number.isFinite(arm.mean) &&
    Number.isFinite(arm.variance) &&
    arm.variance > 0
    ? arm
    : null;
}
