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

/** Nothing else happens in the process meanwhile. */
const SLOW_MS = 50;
/** They are asked for every row of a list. */
const TOLD_AGAIN_MS = 60_000;

/** Tells operators of a company's policies that break or keep everything waiting. */
export class PolicyWatch {
  readonly #logger: Pick<LoggerService, 'warn' | 'error'>;
  readonly #clock: () => number;
  readonly #toldAt = new Map<string, number>();

  /** @param clock - Milliseconds that only rise. */
  constructor(
    logger: Pick<LoggerService, 'warn' | 'error'>,
    clock: () => number = () => performance.now(),
  ) {
    this.#logger = logger;
    this.#clock = clock;
  }

  /** What `ask` answers; how long that took is watched. */
  timed<T>(policy: string, ask: () => T): T {
    const start = this.#clock();
    try {
      return ask();
    } finally {
      const took = this.#clock() - start;
      if (took > SLOW_MS && this.#isNews(`${policy} slow`)) {
        this.#logger.warn(
          `The policy ${policy} took ${Math.round(
            took,
          )} ms to answer, and the whole backend waits meanwhile: let it read only what it keeps in memory`,
        );
      }
    }
  }

  broken(policy: string, what: string, cause?: Error): void {
    if (!this.#isNews(`${policy} ${what}`)) return;
    this.#logger.error(
      `The policy ${policy} counts as not met, because ${what}`,
      cause,
    );
  }

  /** Of each only once in a while. */
  #isNews(what: string): boolean {
    const now = this.#clock();
    const last = this.#toldAt.get(what);
    if (last !== undefined && now - last < TOLD_AGAIN_MS) return false;
    this.#toldAt.set(what, now);
    return true;
  }
}
