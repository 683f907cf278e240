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

/** Keeps what was read for a short time, so that one request reads it once. */
export class ShortCache<T> {
  readonly #entries = new Map<string, { at: number; value: Promise<T> }>();
  readonly #milliseconds: number;
  readonly #size: number;

  constructor(options: { milliseconds: number; size: number }) {
    this.#milliseconds = options.milliseconds;
    this.#size = options.size;
  }

  /** A failed read is not kept. */
  get(key: string, read: () => Promise<T>): Promise<T> {
    const now = performance.now();
    const known = this.#entries.get(key);
    if (known && now - known.at < this.#milliseconds) return known.value;
    const value = read();
    this.#entries.delete(key);
    this.#entries.set(key, { at: now, value });
    value.catch(() => {
      if (this.#entries.get(key)?.value === value) this.#entries.delete(key);
    });
    this.#evict();
    return value;
  }

  #evict() {
    for (const key of this.#entries.keys()) {
      if (this.#entries.size <= this.#size) return;
      this.#entries.delete(key);
    }
  }
}
