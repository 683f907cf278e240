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

import type { Arm } from './moments';

/** Both arms in one stage, under one constant split of the traffic. */
export interface Stratum {
  baseline: Arm;
  new: Arm;
}

export interface Estimate {
  value: number;
  standardError: number;
}

export interface StratifiedEffect {
  /** Means under the weights of the strata. */
  baseline: number;
  new: number;
  absolute: Estimate;
  /** Of the baseline's size, by the delta method; null for a baseline of zero. */
  relative: Estimate | null;
  /** The size of an evenly split sample that tells as much. */
  sample: number;
}

/**
 * The difference between the arms within each stage, averaged with the weights
 * of Cochran (1954) and of Mantel and Haenszel (1959), `n_c n_t / (n_c + n_t)`.
 *
 * Stages differ in their split, and days differ in their users: adding arms up
 * over stages would compare a Monday's users of the baseline with a Friday's
 * of the new version. Within a stage both arms saw the same days. Under these
 * weights the weighted sum is one random walk through all stages, with steps
 * `±p(1-p)` a user, whose variance grows with the sum of the weights; four
 * times that sum is therefore the sample size on which the confidence sequence
 * runs, and is `n_c + n_t` for an even split.
 */
export function stratify(strata: readonly Stratum[]): StratifiedEffect | null {
  let total = 0;
  const sums = { c: 0, t: 0, varianceC: 0, varianceT: 0 };
  for (const { baseline: c, new: t } of strata) {
    const weight = (c.count * t.count) / (c.count + t.count);
    total += weight;
    sums.c += weight * c.mean;
    sums.t += weight * t.mean;
    sums.varianceC += (weight * weight * c.variance) / c.count;
    sums.varianceT += (weight * weight * t.variance) / t.count;
  }
  if (!(total > 0)) return null;
  const c = sums.c / total;
  const t = sums.t / total;
  const varianceC = sums.varianceC / total ** 2;
  const varianceT = sums.varianceT / total ** 2;
  return {
    baseline: c,
    new: t,
    absolute: {
      value: t - c,
      standardError: Math.sqrt(varianceC + varianceT),
    },
    relative:
      c === 0
        ? null
        : {
            value: (t - c) / Math.abs(c),
            standardError: Math.sqrt(
              varianceT / c ** 2 + (varianceC * t ** 2) / c ** 4,
            ),
          },
    sample: 4 * total,
  };
}
