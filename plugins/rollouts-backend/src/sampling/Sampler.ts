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

import { setTimeout as delay } from 'node:timers/promises';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { MetricsProvider } from '@stagecraft/backstage-plugin-rollouts-node';
import type { Knex } from 'knex';
import { FRESH_LOOKS } from '../assessment';
import { databaseNow } from '../store/clock';
import { dropConnections } from '../store/dropConnections';
import { listWatched } from '../store/rollouts';
import { dayOf } from '../store/samples';
import {
  claimSampling,
  nextSamplingInMs,
  syncSampling,
  type ClaimedSampling,
} from '../store/sampling';
import { messageOf } from './ask';
import { awake } from './Awake';
import { Installed, type Work } from './Installed';
import { prepareDays } from './retention';
import { sampleDefinition, type SampleResult } from './sampleDefinition';
import { watchedByDefinition, type Watched } from './watched';

export interface SamplerOptions {
  knex: Knex;
  logger: LoggerService;
  providers: readonly MetricsProvider[];
  /** Whole seconds between two looks. */
  intervalSeconds: number;
}

/** Definitions that are sampled at the same time. */
const CONCURRENCY = 4;
const LONGEST_TICK_MS = 10_000;
const SHORTEST_TICK_MS = 2000;
const LEASE_MARGIN_MS = 5000;
const SHORTEST_PAUSE_MS = 20;

/**
 * Looks at every watched rollout, every interval: one query for each metric
 * definition in use, whatever the number of rollouts. Any replica may take any
 * definition; the rows of `sampling` say who does, and when it is due next.
 */
export class Sampler {
  readonly #options: SamplerOptions;
  readonly #installed: Installed;
  readonly #apart = new Map<string, Set<string>>();
  #preparedOn: number | undefined;
  #running: { stop: AbortController; done: Promise<void> } | undefined;

  static create(options: SamplerOptions): Sampler {
    return new Sampler(options);
  }

  private constructor(options: SamplerOptions) {
    this.#options = options;
    this.#installed = Installed.create(options);
  }

  start(): void {
    if (this.#running) return;
    const stop = new AbortController();
    const unwatch = awake.watch();
    const done = this.#loop(stop.signal).finally(unwatch);
    this.#running = { stop, done };
  }

  /** Takes nothing new, and resolves when what is under way is stored. */
  async stop(): Promise<void> {
    const running = this.#running;
    this.#running = undefined;
    running?.stop.abort();
    await running?.done;
  }

  /** Samples what is due now. */
  async runOnce(stop?: AbortSignal): Promise<SampleResult[]> {
    return (await this.#pass(stop)).results;
  }

  async #pass(
    stop?: AbortSignal,
  ): Promise<{ results: SampleResult[]; nextInMs: number | null }> {
    const { knex, intervalSeconds } = this.#options;
    const watched = await awake.hears(
      this.#watched(),
      FRESH_LOOKS * intervalSeconds * 1000,
      () => this.#dropConnections(),
    );
    await syncSampling(knex, await this.#installed.known([...watched.keys()]));
    const work = this.#installed.workOf(watched);
    const hashes = [...work.keys()];
    const results = await this.#sampleDue(work, stop);
    return { results, nextInMs: await nextSamplingInMs(knex, hashes) };
  }

  #dropConnections(): void {
    const { knex, logger, intervalSeconds } = this.#options;
    const dropped = dropConnections(knex);
    logger.warn(
      `The database has not answered for ${
        FRESH_LOOKS * intervalSeconds
      } s: ${dropped} connections to it are dropped, and opened anew`,
    );
  }

  async #watched(): Promise<ReadonlyMap<string, Watched[]>> {
    await this.#prepareDays();
    return watchedByDefinition(await listWatched(this.#options.knex));
  }

  /**
   * Each definition at most once: who is watched is read again before the next
   * tick, however far sampling lags behind.
   */
  async #sampleDue(
    work: ReadonlyMap<string, Work>,
    stop?: AbortSignal,
  ): Promise<SampleResult[]> {
    const left = new Set(work.keys());
    const results: SampleResult[] = [];
    await Promise.all(
      Array.from({ length: Math.min(CONCURRENCY, work.size) }, async () => {
        while (!stop?.aborted) {
          const claimed = await this.#claim([...left]);
          if (!claimed) return;
          left.delete(claimed.definitionHash);
          const result = await this.#sample(claimed, work);
          if (result) results.push(result);
        }
      }),
    );
    return results;
  }

  get #tickMs(): number {
    const intervalMs = this.#options.intervalSeconds * 1000;
    return Math.min(LONGEST_TICK_MS, Math.max(SHORTEST_TICK_MS, intervalMs));
  }

  /** Not shorter than the interval, so that no tick is sampled twice. */
  #claim(hashes: string[]): Promise<ClaimedSampling | undefined> {
    const { knex, intervalSeconds } = this.#options;
    const leaseMs = Math.max(
      intervalSeconds * 1000,
      this.#tickMs + LEASE_MARGIN_MS,
    );
    return claimSampling(knex, hashes, leaseMs);
  }

  async #sample(
    claimed: ClaimedSampling,
    works: ReadonlyMap<string, Work>,
  ): Promise<SampleResult | undefined> {
    const { knex, logger, intervalSeconds } = this.#options;
    const hash = claimed.definitionHash;
    const work = works.get(hash);
    if (!work) return undefined;
    const { name } = work.definition.definition;
    try {
      const result = await sampleDefinition({
        knex,
        claimed,
        ...work,
        intervalSeconds,
        apart: this.#apart.get(hash) ?? new Set(),
        signal: AbortSignal.timeout(this.#tickMs),
      });
      this.#apart.set(hash, result.apart);
      if (result.trouble) {
        logger.warn(`Sampling ${name}: ${result.trouble}`);
      }
      return result;
    } catch (error) {
      logger.error(`Sampling ${name} failed: ${messageOf(error)}`);
      return undefined;
    }
  }

  async #prepareDays(): Promise<void> {
    const { knex } = this.#options;
    const day = dayOf(await databaseNow(knex)).getTime();
    if (this.#preparedOn === day) return;
    await prepareDays(knex);
    this.#preparedOn = day;
  }

  async #loop(signal: AbortSignal): Promise<void> {
    const intervalMs = this.#options.intervalSeconds * 1000;
    while (!signal.aborted) {
      let pauseMs = intervalMs;
      try {
        pauseMs = (await this.#pass(signal)).nextInMs ?? intervalMs;
      } catch (error) {
        this.#options.logger.error(
          `Sampling failed, next try in ${
            this.#options.intervalSeconds
          } s: ${messageOf(error)}`,
        );
      }
      const bounded = Math.min(
        intervalMs,
        Math.max(SHORTEST_PAUSE_MS, Math.ceil(pauseMs) + 1),
      );
      await delay(bounded, undefined, { signal }).catch(() => {});
    }
  }
}
