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
import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { Knex } from 'knex';
import type { Drivers } from '../governance/Drivers';
import { readHeld, type HeldTarget } from '../store/targets';
import { wakeWork } from '../store/work';

/** Changes this close together are one reason to look. */
const GATHERED_MS = 100;

export interface WatcherOptions {
  database: Knex;
  drivers: Pick<Drivers, 'of'>;
  logger: LoggerService;
  /** Between two looks for targets that rollouts took or gave back. */
  intervalMs: number;
}

/**
 * Makes the work of a target due as soon as its driver tells that it changed,
 * so that what somebody raises by hand is not found only at the next look.
 */
export class Watcher {
  readonly #options: WatcherOptions;
  readonly #watched = new Map<string, AbortController>();
  readonly #changed = new Set<string>();
  #stopping: AbortController | undefined;
  #loops: Promise<unknown> | undefined;

  static create(options: WatcherOptions): Watcher {
    return new Watcher(options);
  }

  private constructor(options: WatcherOptions) {
    this.#options = options;
  }

  start(): void {
    if (this.#loops) return;
    const stopping = new AbortController();
    this.#stopping = stopping;
    const { signal } = stopping;
    this.#loops = Promise.all([
      this.#every(this.#options.intervalMs, signal, () => this.#follow()),
      this.#every(GATHERED_MS, signal, () => this.#wake()),
    ]);
  }

  async stop(): Promise<void> {
    this.#stopping?.abort();
    await this.#loops;
    this.#loops = undefined;
    for (const watch of this.#watched.values()) watch.abort();
    this.#watched.clear();
  }

  async #every(ms: number, signal: AbortSignal, act: () => Promise<void>) {
    while (!signal.aborted) {
      try {
        await act();
      } catch (error) {
        this.#options.logger.warn(
          'Could not follow the targets of rollouts, trying again',
          toError(error),
        );
      }
      try {
        await pause(ms, null, { signal });
      } catch (error) {
        if (!signal.aborted) throw error;
      }
    }
  }

  async #follow(): Promise<void> {
    const held = await readHeld(this.#options.database);
    const keys = new Set(held.map(keyOf));
    for (const [key, watch] of this.#watched) {
      if (keys.has(key)) continue;
      watch.abort();
      this.#watched.delete(key);
    }
    for (const target of held) {
      if (!this.#watched.has(keyOf(target))) this.#watch(target);
    }
  }

  #watch(target: HeldTarget): void {
    const watch = new AbortController();
    this.#watched.set(keyOf(target), watch);
    try {
      this.#options.drivers
        .of(target.ref)
        .watch?.(
          target.ref,
          () => this.#changed.add(target.rolloutId),
          watch.signal,
        );
    } catch (error) {
      // Its passes say the same, where people see it.
      this.#options.logger.debug(
        `Rollout ${target.rolloutId}: ${toError(error).message}`,
      );
    }
  }

  async #wake(): Promise<void> {
    if (this.#changed.size === 0) return;
    const rolloutIds = [...this.#changed];
    await wakeWork(this.#options.database, rolloutIds, { urgent: false });
    for (const id of rolloutIds) this.#changed.delete(id);
  }
}

/** A target that another rollout took is watched for that one. */
function keyOf({ id, rolloutId }: HeldTarget): string {
  return `${rolloutId} ${id}`;
}
