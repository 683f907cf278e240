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

import { Watch } from '@kubernetes/client-node';
import { EventEmitter, once } from 'node:events';

const PATIENCE_MS = 60_000;

/** One object of the API server, with every change of it and when it came. */
export class Followed {
  #kubeConfig;
  #path;
  #onState;
  #changed = new EventEmitter().setMaxListeners(0);
  #states = [];
  #watch;
  #stopping = false;
  #broken;

  /** @param onState - does something about each state */
  constructor(kubeConfig, path, onState = async () => {}) {
    this.#kubeConfig = kubeConfig;
    this.#path = path;
    this.#onState = onState;
  }

  /** Resolves once the object is there. */
  async start() {
    const [, collection, name] = /^(.*)\/([^/]+)$/.exec(this.#path);
    this.#watch = await new Watch(this.#kubeConfig).watch(
      collection,
      { fieldSelector: `metadata.name=${name}` },
      (_, object) => this.#note(object),
      error => this.#end(error),
    );
    await this.until(() => true);
  }

  stop() {
    this.#stopping = true;
    this.#watch?.abort();
  }

  get newest() {
    return this.#states.at(-1).object;
  }

  /** When it was first as it should be, from `since` on or already then. */
  async until(holds, since = 0) {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    for (;;) {
      const from = this.#states.findLastIndex(({ at }) => at < since);
      const found = this.#states
        .slice(Math.max(0, from))
        .find(({ object }) => holds(object));
      if (found) return Math.max(found.at, since);
      if (this.#broken) throw this.#broken;
      await once(this.#changed, 'change', { signal });
    }
  }

  #note(object) {
    this.#states.push({ at: Date.now(), object });
    this.#changed.emit('change');
    this.#onState(object).catch(error => this.#end(error));
  }

  #end(error) {
    if (this.#stopping) return;
    this.#broken = error ?? new Error(`The watch of ${this.#path} ended.`);
    this.#changed.emit('change');
  }
}
