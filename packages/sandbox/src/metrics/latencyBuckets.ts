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

/** Fine, geometric buckets: quantiles are good to a few percent. */
const SMALLEST_MILLISECONDS = 1;
const LARGEST_MILLISECONDS = 60_000;
export const BUCKETS = 96;

const LOG_STEP =
  Math.log(LARGEST_MILLISECONDS / SMALLEST_MILLISECONDS) / (BUCKETS - 1);

export function bucketOf(milliseconds: number): number {
  if (milliseconds <= SMALLEST_MILLISECONDS) return 0;
  const index = Math.ceil(
    Math.log(milliseconds / SMALLEST_MILLISECONDS) / LOG_STEP,
  );
  return Math.min(index, BUCKETS - 1);
}

function upperBound(bucket: number): number {
  return SMALLEST_MILLISECONDS * Math.exp(bucket * LOG_STEP);
}

/** The quantile of bucket counts in milliseconds, interpolated; null if empty. */
export function bucketQuantile(
  counts: ArrayLike<number>,
  quantile: number,
): number | null {
  let total = 0;
  for (let bucket = 0; bucket < counts.length; bucket += 1) {
    total += counts[bucket];
  }
  if (total === 0) return null;
  const rank = quantile * total;
  let below = 0;
  for (let bucket = 0; bucket < counts.length; bucket += 1) {
    const within = counts[bucket];
    if (within > 0 && below + within >= rank) {
      const upper = upperBound(bucket);
      const lower = bucket === 0 ? 0 : upperBound(bucket - 1);
      return lower + (upper - lower) * ((rank - below) / within);
    }
    below += within;
  }
  return upperBound(counts.length - 1);
}
