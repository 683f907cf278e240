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

import { createHash } from 'node:crypto';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { Draws } from '../gateway/exchange';

/** A repeatable stream of random numbers. */
export class RandomStream {
  readonly #generator: ReturnType<typeof xoroshiro128plus>;

  /** Streams of the same seed and name are the same; others independent. */
  constructor(seed: number, name: string) {
    const digest = createHash('sha256').update(`${seed}/${name}`).digest();
    this.#generator = xoroshiro128plus(digest.readInt32LE(0));
  }

  /** Uniform in [0, 1), in steps of 2^-32. */
  uniform(): number {
    // eslint-disable-next-line no-bitwise
    return (this.#generator.next() >>> 0) / 2 ** 32;
  }

  /** Standard normal, by Box and Muller. */
  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    return radius * Math.cos(2 * Math.PI * this.uniform());
  }

  /** Time to the next of events that come at `ratePerSecond`, in milliseconds. */
  gapMilliseconds(ratePerSecond: number): number {
    return (-Math.log(1 - this.uniform()) / ratePerSecond) * 1000;
  }

  /**
   * The luck of one request. Always draws as many numbers, so that where one
   * request goes does not change the next.
   */
  draws(): Draws {
    return {
      backend: this.uniform(),
      failure: this.uniform(),
      conversion: this.uniform(),
      latency: this.normal(),
    };
  }
}
