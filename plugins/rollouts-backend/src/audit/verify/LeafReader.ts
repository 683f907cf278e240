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

import type { Leaf } from '../../store/tree';

/** Reads leaves one at a time from parts of any length. */
export class LeafReader {
  readonly #parts: AsyncIterator<Leaf[]>;
  #part: Leaf[] = [];
  #at = 0;

  constructor(parts: AsyncIterable<Leaf[]>) {
    this.#parts = parts[Symbol.asyncIterator]();
  }

  /** The next one, without taking it; undefined after the last. */
  async peek(): Promise<Leaf | undefined> {
    while (this.#at >= this.#part.length) {
      const next = await this.#parts.next();
      if (next.done) return undefined;
      this.#part = next.value;
      this.#at = 0;
    }
    return this.#part[this.#at];
  }

  async next(): Promise<Leaf | undefined> {
    const leaf = await this.peek();
    if (leaf) this.#at += 1;
    return leaf;
  }

  async close(): Promise<void> {
    await this.#parts.return?.();
  }
}
