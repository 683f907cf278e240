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

const AGAIN_MS = 3_600_000;
const MOST = 100;

/** What was logged lately, so that what is retried is not logged each time. */
export class Complaints {
  readonly #logged = new Map<string, number>();

  /** Whether it is to be logged: new, or last logged an hour ago. */
  isNew(text: string): boolean {
    const now = performance.now();
    const last = this.#logged.get(text);
    if (last !== undefined && now - last < AGAIN_MS) return false;
    if (this.#logged.size >= MOST) this.#logged.clear();
    this.#logged.set(text, now);
    return true;
  }

  /** It went well: the next failure is a new one. */
  forget(): void {
    this.#logged.clear();
  }
}
