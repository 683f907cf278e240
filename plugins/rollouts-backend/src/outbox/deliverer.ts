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

/** One entry of the outbox; its id stays the same however often it is tried. */
export interface Deliverable {
  id: string;
  payload: unknown;
}

/** Delivers one kind of what the outbox keeps. */
export interface Deliverer {
  readonly kind: string;
  /**
   * Delivers one entry, or several that are due together. At least once.
   *
   * @throws Undelivered when some of several were not, anything else when none
   * was.
   */
  deliver(entries: readonly Deliverable[]): Promise<void>;
  /** Whether entries that are due together are delivered by one call. */
  readonly coalesces?: boolean;
  /** Whether it logs itself what it could not deliver. */
  readonly logsItself?: boolean;
}

/** Why some entries were not delivered, by their ids; the others were. */
export class Undelivered extends Error {
  readonly reasons: ReadonlyMap<string, Error>;

  constructor(reasons: ReadonlyMap<string, Error>) {
    super([...new Set([...reasons.values()].map(each => each.message))].join());
    this.name = 'Undelivered';
    this.reasons = reasons;
  }
}
