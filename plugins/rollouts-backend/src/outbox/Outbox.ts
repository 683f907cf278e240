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
import type { Knex } from 'knex';
import type { WakeListener } from '../controller/WakeListener';
import { backoffMs } from '../pipeline/backoff';
import { Pipeline } from '../pipeline/Pipeline';
import {
  claimOutbox,
  completeOutbox,
  failOutbox,
  purgeOutbox,
  type ClaimedEntry,
} from '../store/outbox';
import type { Deliverer } from './deliverer';

export interface OutboxOptions {
  database: Knex;
  deliverers: readonly Deliverer[];
  logger: LoggerService;
  wakes?: WakeListener;
  pollMs?: number;
  leaseMs?: number;
  backoff?: { baseMs: number; capMs: number };
}

const BATCH = 100;
const KEPT_DAYS = 7;
const PURGE_MS = 3_600_000;

/**
 * Delivers what decisions left to be told, after their commit and at least
 * once. What fails is tried again with growing pauses.
 */
export class Outbox {
  readonly #options: Required<Omit<OutboxOptions, 'wakes' | 'deliverers'>>;
  readonly #deliverers: ReadonlyMap<string, Deliverer>;
  readonly #pipeline: Pipeline<ClaimedEntry[]>;
  #purge: NodeJS.Timeout | undefined;

  static create(options: OutboxOptions): Outbox {
    return new Outbox(options);
  }

  private constructor({ wakes, deliverers, ...options }: OutboxOptions) {
    this.#options = {
      pollMs: 1000,
      leaseMs: 60_000,
      backoff: { baseMs: 1000, capMs: 300_000 },
      ...options,
    };
    this.#deliverers = new Map(
      deliverers.map(deliverer => [deliverer.kind, deliverer]),
    );
    this.#pipeline = Pipeline.create({
      name: 'deliveries',
      logger: options.logger,
      concurrency: 1,
      pollMs: this.#options.pollMs,
      load: () => this.#claim(),
      work: batch => this.#deliverAll(batch),
    });
    wakes?.subscribe(() => this.#pipeline.nudge());
  }

  start(): void {
    this.#pipeline.start();
    this.#purge = setInterval(() => this.#forget(), PURGE_MS);
    this.#purge.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#purge);
    await this.#pipeline.stop();
  }

  /** Delivers what is due, once. Answers how much that was. */
  async runOnce(): Promise<number> {
    const batches = await this.#claim();
    for (const batch of batches) await this.#deliverAll(batch);
    return batches.flat().length;
  }

  async #claim(): Promise<ClaimedEntry[][]> {
    const { database, leaseMs } = this.#options;
    const claimed = await claimOutbox(database, { limit: BATCH, leaseMs });
    return claimed.length > 0 ? [claimed] : [];
  }

  async #deliverAll(entries: ClaimedEntry[]): Promise<void> {
    const together = new Map<string, ClaimedEntry[]>();
    for (const entry of entries) {
      const coalesces = this.#deliverers.get(entry.kind)?.coalesces;
      const key = coalesces ? entry.kind : `${entry.kind}/${entry.id}`;
      together.set(key, [...(together.get(key) ?? []), entry]);
    }
    await Promise.all(
      [...together.values()].map(group => this.#deliver(group)),
    );
  }

  async #deliver(entries: ClaimedEntry[]): Promise<void> {
    const [{ kind }] = entries;
    const { database, logger, backoff } = this.#options;
    try {
      const deliverer = this.#deliverers.get(kind);
      if (!deliverer) throw new Error(`Nothing here delivers ${kind}`);
      await deliverer.deliver(entries.map(entry => entry.payload));
    } catch (error) {
      const { message } = toError(error);
      logger.warn(`Not delivered, trying again: ${kind}: ${message}`);
      for (const entry of entries) {
        const pause = backoffMs(entry.attempts, backoff);
        await failOutbox(database, entry, pause, message);
      }
      return;
    }
    for (const entry of entries) await completeOutbox(database, entry);
  }

  #forget(): void {
    const { database, logger } = this.#options;
    purgeOutbox(database, KEPT_DAYS).catch(error =>
      logger.warn('Old deliveries are still kept', toError(error)),
    );
  }
}
