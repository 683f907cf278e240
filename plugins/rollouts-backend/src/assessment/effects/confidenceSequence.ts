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

export const DEFAULT_TUNING = 5000;

export type Sides = 'one-sided' | 'two-sided';

export interface SequenceOptions {
  /** The chance that the interval ever excludes the truth, under 0.5. */
  alpha: number;
  /** The total sample at which the interval is tightest; fixed beforehand. */
  tuning: number;
  sides: Sides;
}

/** The parameter of the mixture, for a level and the sample it is tuned to. */
export function rhoOf({ alpha, tuning, sides }: SequenceOptions): number {
  const level = sides === 'two-sided' ? alpha : 2 * alpha;
  const log = -2 * Math.log(level);
  return Math.sqrt((log + Math.log(log + 1)) / tuning);
}

/**
 * Half the width of an asymptotic confidence sequence: the interval
 * `estimate ± half` (one-sided: the bound `estimate - half`, or `+ half`)
 * covers the truth at all sample sizes at once with probability `1 - alpha`,
 * so one may look as often as one likes and stop whenever one wants.
 *
 * Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas, *Time-uniform central limit
 * theory and asymptotic confidence sequences* (arXiv 2103.06476), in the
 * parametrisation that GrowthBook publishes.
 *
 * @param standardError - of the estimate
 * @param sample - observations in both arms
 * @throws RangeError for a level outside (0, 0.5)
 */
export function halfWidth(
  standardError: number,
  sample: number,
  options: SequenceOptions,
): number {
  const { alpha, sides } = options;
  if (!(alpha > 0 && alpha < 0.5)) {
    throw new RangeError(`alpha is ${alpha}: use a level between 0 and 0.5`);
  }
  const time = sample * rhoOf(options) ** 2;
  const growth = Math.sqrt(time + 1);
  const log =
    sides === 'two-sided'
      ? Math.log(growth / alpha)
      : Math.log1p(growth / (2 * alpha));
  return standardError * Math.sqrt(((2 * (time + 1)) / time) * log);
}
