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

/**
 * Collects keys and works them off together a moment later, as a controller's
 * work queue does. A key that was added while being worked on runs again.
 */
export class DirtyQueue {
  readonly #delayMilliseconds: number;
  readonly #work: (key: string) => void;
  #keys = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(delayMilliseconds: number, work: (key: string) => void) {
    this.#delayMilliseconds = delayMilliseconds;
    this.#work = work;
  }

  add(key: string): void {
    if (this.#stopped) return;
    this.#keys.add(key);
    this.#timer ??= setTimeout(() => this.flush(), this.#delayMilliseconds);
  }

  /** Whether nothing waits to be worked on. */
  get idle(): boolean {
    return this.#keys.size === 0;
  }

  /** Works everything off now. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const keys = this.#keys;
    this.#keys = new Set();
    for (const key of keys) this.#work(key);
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
