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

import { BUCKETS, bucketOf } from './latencyBuckets';

/** Requests of one version, added up over some time. */
export interface Totals {
  requests: number;
  errors: number;
  conversions: number;
  /** Of the latencies, in milliseconds and square milliseconds. */
  sum: number;
  sumSquares: number;
  buckets: Uint32Array;
}

export function emptyTotals(): Totals {
  return {
    requests: 0,
    errors: 0,
    conversions: 0,
    sum: 0,
    sumSquares: 0,
    buckets: new Uint32Array(BUCKETS),
  };
}

export interface Observation {
  latencyMilliseconds: number;
  failed: boolean;
  converted: boolean;
}

/** The last while of one version, second by second. */
export class Series {
  readonly #historySeconds: number;
  readonly #seconds = new Map<number, Totals>();
  #oldest = Number.POSITIVE_INFINITY;

  constructor(historySeconds: number) {
    this.#historySeconds = historySeconds;
  }

  /** Counts a request in the second it was answered. */
  record(answeredAt: number, observation: Observation): void {
    const second = Math.floor(answeredAt / 1000);
    let totals = this.#seconds.get(second);
    if (!totals) {
      totals = emptyTotals();
      this.#seconds.set(second, totals);
      this.#oldest = Math.min(this.#oldest, second);
      this.#forget(second - this.#historySeconds);
    }
    const { latencyMilliseconds, failed, converted } = observation;
    totals.requests += 1;
    totals.errors += failed ? 1 : 0;
    totals.conversions += converted ? 1 : 0;
    totals.sum += latencyMilliseconds;
    totals.sumSquares += latencyMilliseconds ** 2;
    totals.buckets[bucketOf(latencyMilliseconds)] += 1;
  }

  /** Totals of the seconds `from` (inclusive) to `to` (exclusive). */
  totals(from: number, to: number): Totals {
    const result = emptyTotals();
    for (let second = from; second < to; second += 1) {
      const each = this.#seconds.get(second);
      if (each) {
        result.requests += each.requests;
        result.errors += each.errors;
        result.conversions += each.conversions;
        result.sum += each.sum;
        result.sumSquares += each.sumSquares;
        each.buckets.forEach((count, bucket) => {
          result.buckets[bucket] += count;
        });
      }
    }
    return result;
  }

  #forget(before: number): void {
    while (this.#oldest < before) {
      this.#seconds.delete(this.#oldest);
      this.#oldest += 1;
    }
  }
}
