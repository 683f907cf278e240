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

import type { LoggerService } from '@backstage/backend-plugin-api';
import { DriverError } from '@stagecraft/backstage-plugin-rollouts-node';

const FIRST_MS = 30_000;
const LONGEST_MS = 5 * 60_000;

interface Rest {
  until: number;
  pauseMs: number;
  error: DriverError;
}

/** Where something happened: what fails there fails for all of it. */
export interface Place {
  cluster: string;
  namespace: string;
}

/**
 * Which clusters, and which namespaces of them, are not asked for a while: they
 * did not answer, or refuse it. Logged when that begins, changes and ends,
 * however often it is tried in between.
 */
export class Resting {
  readonly #rests = new Map<string, Rest>();
  readonly #logger: LoggerService;

  constructor(logger: LoggerService) {
    this.#logger = logger;
  }

  /** Why this place is not to be asked now. */
  reasonAt(place: Place, now: number): Error | undefined {
    return (
      keysOf(place)
        .map(key => this.#rests.get(key))
        // Longer than the longest: the clock was set back.
        .find(
          rest => rest && now < rest.until && rest.until - now <= LONGEST_MS,
        )?.error
    );
  }

  failed(place: Place, error: Error, now: number): void {
    if (!(error instanceof DriverError)) return;
    const [ofCluster, ofNamespace] = keysOf(place);
    const key = { unreachable: ofCluster, forbidden: ofNamespace }[
      error.code as string
    ];
    if (key === undefined) return;
    const before = this.#rests.get(key);
    const pauseMs = Math.min((before?.pauseMs ?? FIRST_MS / 2) * 2, LONGEST_MS);
    this.#rests.set(key, { until: now + pauseMs, pauseMs, error });
    if (before?.error.message !== error.message) {
      this.#logger.warn(`Not told on targets, trying again: ${error.message}`);
    }
  }

  succeeded(place: Place): void {
    for (const key of keysOf(place)) {
      if (this.#rests.delete(key)) {
        this.#logger.info(`Told on targets again: ${key}`);
      }
    }
  }
}

function keysOf({ cluster, namespace }: Place): [string, string] {
  return [cluster, `${cluster}/${namespace}`];
}
