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

import { ServerResponse } from 'node:http';
import { Faults, FaultTarget } from '../faults/faults';
import { RequestInfo } from './requestInfo';
import { ObjectStore } from './store';
import { Rendering } from './tables';
import { Watch } from './watch';

/** The watches that clients hold open. */
export class WatchStreams {
  readonly #store: ObjectStore;
  readonly #faults: Faults;
  readonly #bookmarkIntervalMilliseconds: number;
  readonly #open = new Set<ServerResponse>();

  constructor(
    store: ObjectStore,
    faults: Faults,
    bookmarkIntervalMilliseconds: number,
  ) {
    this.#store = store;
    this.#faults = faults;
    this.#bookmarkIntervalMilliseconds = bookmarkIntervalMilliseconds;
  }

  get count(): number {
    return this.#open.size;
  }

  /** Breaks every open watch off, as a restarting API server does. */
  drop(): void {
    for (const response of [...this.#open]) response.destroy();
  }

  open(
    info: RequestInfo,
    response: ServerResponse,
    rendering: Rendering,
    target: FaultTarget,
  ): void {
    // A line that went silent stays so, and breaks when the fault is gone.
    let silent = false;
    const watch = new Watch(
      this.#store,
      {
        kind: info.kind,
        namespace: info.namespace,
        parameters: nameSelected(info),
        rendering,
        bookmarkIntervalMilliseconds: this.#bookmarkIntervalMilliseconds,
      },
      {
        send: event => {
          silent ||= this.#faults.isSilent(target);
          if (!silent) response.write(`${JSON.stringify(event)}\n`);
        },
        end: () => {
          if (!silent) response.end();
        },
      },
    );
    const stopListening = this.#faults.onHealed(() => {
      if (silent && !this.#faults.isSilent(target)) response.destroy();
    });
    this.#open.add(response);
    response.once('close', () => {
      watch.stop();
      stopListening();
      this.#open.delete(response);
    });
    response.writeHead(200, {
      'Content-Type': 'application/json',
      'Cache-Control': 'no-cache, private',
    });
    response.flushHeaders();
    watch.start();
  }
}

/** `GET …/<name>?watch=true` is a watch of that one name. */
function nameSelected({ name, parameters }: RequestInfo): URLSearchParams {
  if (name === undefined) return parameters;
  const selected = new URLSearchParams(parameters);
  selected.set('fieldSelector', `metadata.name=${name}`);
  return selected;
}
