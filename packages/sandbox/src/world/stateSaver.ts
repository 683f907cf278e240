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

import { SavedState, writeState } from './stateFile';

/** Saves a moment after changes, never twice at once, and on `stop`. */
export class StateSaver {
  readonly #path: string;
  readonly #state: () => SavedState;
  readonly #delayMilliseconds: number;
  readonly #onError: (error: unknown) => void;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(options: {
    path: string;
    state: () => SavedState;
    delayMilliseconds: number;
    onError: (error: unknown) => void;
  }) {
    this.#path = options.path;
    this.#state = options.state;
    this.#delayMilliseconds = options.delayMilliseconds;
    this.#onError = options.onError;
  }

  changed(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#save().catch(this.#onError);
    }, this.#delayMilliseconds);
  }

  /** @throws when the last save fails. */
  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#save();
  }

  #save(): Promise<void> {
    this.#writing = this.#writing
      .catch(() => undefined)
      .then(() => writeState(this.#path, this.#state()));
    return this.#writing;
  }
}
