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
import { toError } from '@backstage/errors';

const SAID_EVERY_MS = 60_000;

export interface PipelineOptions<T> {
  /** For the log: what is worked on. */
  name: string;
  logger: LoggerService;
  /** Items worked on at the same time. */
  concurrency: number;
  /** Between two looks for items, when nobody nudges. */
  pollMs: number;
  /** Claims at most `free` items. */
  load(free: number): Promise<T[]>;
  /** `signal` aborts when the pipeline stops. */
  work(item: T, signal: AbortSignal): Promise<void>;
}

/**
 * Claims items as places get free and works on them. A failing load is an
 * empty one, a failing item ends only itself; nothing but `stop` ends the loop.
 */
export class Pipeline<T> {
  readonly #options: PipelineOptions<T>;
  readonly #inFlight = new Set<Promise<void>>();
  #stopping: AbortController | undefined;
  #loop: Promise<void> | undefined;
  #nudged = false;
  #wake: () => void = () => {};
  /** Since when no look succeeded, and when that was said last. */
  #failing: { since: number; said: number } | undefined;

  static create<T>(options: PipelineOptions<T>): Pipeline<T> {
    return new Pipeline(options);
  }

  private constructor(options: PipelineOptions<T>) {
    this.#options = options;
  }

  start(): void {
    if (this.#loop) return;
    const stopping = new AbortController();
    this.#stopping = stopping;
    this.#loop = this.#run(stopping.signal);
  }

  /** Look for items now. */
  nudge(): void {
    this.#nudged = true;
    this.#wake();
  }

  /** Claims nothing more, aborts what is under way, and waits for its end. */
  async stop(): Promise<void> {
    this.#stopping?.abort();
    this.#wake();
    await this.#loop;
    await Promise.allSettled(this.#inFlight);
    this.#loop = undefined;
  }

  async #run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.#nudged = false;
      const free = this.#options.concurrency - this.#inFlight.size;
      const items = free > 0 ? await this.#load(free) : [];
      for (const item of items) this.#begin(item, signal);
      if (items.length === 0) await this.#pause(signal);
    }
  }

  async #load(free: number): Promise<T[]> {
    try {
      const items = await this.#options.load(free);
      this.#sayRecovered();
      return items;
    } catch (error) {
      this.#sayFailing(toError(error));
      return [];
    }
  }

  /** At once, then once a minute: a look fails several times a second. */
  #sayFailing(error: Error): void {
    const { name, logger } = this.#options;
    const now = performance.now();
    const { since, said } = this.#failing ?? { since: now, said: -Infinity };
    if (now - said < SAID_EVERY_MS) return;
    this.#failing = { since, said: now };
    logger.warn(`Could not look for ${name}, trying again`, error);
  }

  #sayRecovered(): void {
    if (!this.#failing) return;
    const seconds = Math.round(
      (performance.now() - this.#failing.since) / 1000,
    );
    this.#failing = undefined;
    this.#options.logger.info(
      `Looking for ${this.#options.name} again, after ${seconds} s`,
    );
  }

  #begin(item: T, signal: AbortSignal): void {
    const run = this.#options
      .work(item, signal)
      .catch(error => {
        this.#options.logger.error(
          `Working on ${this.#options.name} failed`,
          toError(error),
        );
      })
      .finally(() => {
        this.#inFlight.delete(run);
        this.nudge();
      });
    this.#inFlight.add(run);
  }

  #pause(signal: AbortSignal): Promise<void> {
    if (this.#nudged || signal.aborted) return Promise.resolve();
    return new Promise(resolve => {
      const timer = setTimeout(resolve, this.#options.pollMs);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
