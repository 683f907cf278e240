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

import { setTimeout as pause } from 'node:timers/promises';
import type { Cluster } from '../cluster/Cluster';
import { ClusterError } from '../cluster/errors';
import type { WatchEvent } from '../cluster/openWatch';
import type { Resource } from '../cluster/resources';

export interface FollowOptions {
  cluster: Pick<Cluster, 'watch'>;
  resource: Resource;
  namespace: string;
  /** Called with what is there, then with everything that happens to it. */
  onEvent(event: WatchEvent): void;
  /** Called when the watch broke, with why; once with null when it goes on. */
  onTrouble(message: string | null): void;
  signal: AbortSignal;
  /** Without a word for this long, bookmarks included, a watch is given up. */
  silenceMs?: number;
  /** Between two attempts: the first pause, which doubles, and the longest. */
  pauseMs?: { first: number; longest: number };
}

const SILENCE_MS = 90_000;
const PAUSE_MS = { first: 500, longest: 30_000 };
const GONE = 410;

/** Jitter keeps replicas from coming back all at once. */
function pauseAfter(
  failures: number,
  { first, longest }: { first: number; longest: number },
): number {
  const most = Math.min(longest, first * 2 ** Math.max(0, failures - 1));
  return most * (0.5 + Math.random() / 2);
}

/** One way through the events of a resource, over as many watches as it takes. */
class Follower {
  readonly #options: FollowOptions;
  #from: string | undefined;
  #failures = 0;
  #isBroken = false;

  constructor(options: FollowOptions) {
    this.#options = options;
  }

  async run(): Promise<void> {
    const { signal, pauseMs = PAUSE_MS } = this.#options;
    while (!signal.aborted) {
      await this.#watch();
      try {
        await pause(pauseAfter(this.#failures, pauseMs), null, { signal });
      } catch (error) {
        if (!signal.aborted) throw error;
      }
    }
  }

  async #watch(): Promise<void> {
    // A server that ends every watch at once must not be asked for ever.
    this.#failures += 1;
    try {
      await this.#events();
    } catch (error) {
      if (this.#options.signal.aborted) return;
      if (!(error instanceof ClusterError)) throw error;
      // What happened since is no longer known: begin with what is there.
      if (error.status === GONE) this.#from = undefined;
      else this.#tell(error.message);
    }
  }

  async #events(): Promise<void> {
    const { cluster, resource, namespace, signal, onEvent } = this.#options;
    const silenceMs = this.#options.silenceMs ?? SILENCE_MS;
    const silence = new AbortController();
    const timer = setTimeout(() => silence.abort(), silenceMs);
    const either = AbortSignal.any([signal, silence.signal]);
    try {
      const events = cluster.watch(resource, namespace, this.#from, either);
      for await (const event of events) {
        timer.refresh();
        this.#from = event.object.metadata.resourceVersion;
        this.#failures = 0;
        this.#tell(null);
        if (event.type !== 'BOOKMARK') onEvent(event);
      }
    } finally {
      clearTimeout(timer);
    }
  }

  #tell(trouble: string | null): void {
    if (trouble !== null || this.#isBroken) this.#options.onTrouble(trouble);
    this.#isBroken = trouble !== null;
  }
}

/**
 * Follows the objects of a resource in a namespace until the signal aborts:
 * goes on where a watch ended, and begins anew where that is too long ago.
 */
export async function followObjects(options: FollowOptions): Promise<void> {
  await new Follower(options).run();
}
