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

function emptyTotals(): Totals {
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

function add(totals: Totals, observation: Observation): void {
  const { latencyMilliseconds, failed, converted } = observation;
  totals.requests += 1;
  totals.errors += failed ? 1 : 0;
  totals.conversions += converted ? 1 : 0;
  totals.sum += latencyMilliseconds;
  totals.sumSquares += latencyMilliseconds ** 2;
  totals.buckets[bucketOf(latencyMilliseconds)] += 1;
}

function addAll(totals: Totals, more: Totals): void {
  totals.requests += more.requests;
  totals.errors += more.errors;
  totals.conversions += more.conversions;
  totals.sum += more.sum;
  totals.sumSquares += more.sumSquares;
  more.buckets.forEach((count, bucket) => {
    totals.buckets[bucket] += count;
  });
}

/** One second: its totals, and each request for windows that cut it. */
interface Second {
  totals: Totals;
  requests: (Observation & { answeredAt: number })[];
}

/** The last while of one version. */
export class Series {
  readonly #historySeconds: number;
  readonly #seconds = new Map<number, Second>();
  #oldest = Number.POSITIVE_INFINITY;

  constructor(historySeconds: number) {
    this.#historySeconds = historySeconds;
  }

  /** Counts a request when it was answered, in epoch milliseconds. */
  record(answeredAt: number, observation: Observation): void {
    const key = Math.floor(answeredAt / 1000);
    let second = this.#seconds.get(key);
    if (!second) {
      second = { totals: emptyTotals(), requests: [] };
      this.#seconds.set(key, second);
      this.#oldest = Math.min(this.#oldest, key);
      this.#forget(key - this.#historySeconds);
    }
    add(second.totals, observation);
    second.requests.push({ ...observation, answeredAt });
  }

  /** Totals of what was answered after `from`, up to and including `to`. */
  totals(from: number, to: number): Totals {
    const result = emptyTotals();
    const last = Math.floor(to / 1000);
    for (let key = Math.floor(from / 1000); key <= last; key += 1) {
      const second = this.#seconds.get(key);
      if (second && from < key * 1000 && to >= (key + 1) * 1000) {
        addAll(result, second.totals);
      } else if (second) {
        second.requests
          .filter(({ answeredAt }) => answeredAt > from && answeredAt <= to)
          .forEach(request => add(result, request));
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
