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
import type { WakeListener } from '../pipeline/WakeListener';
import { backoffMs } from '../pipeline/backoff';
import { Pipeline } from '../pipeline/Pipeline';
import {
  claimOutbox,
  completeOutbox,
  failOutbox,
  purgeOutbox,
  type ClaimedEntry,
} from '../store/outbox';
import { Complaints } from './Complaints';
import { Undelivered, type Deliverer } from './deliverer';

export interface OutboxOptions {
  database: Knex;
  deliverers: readonly Deliverer[];
  logger: LoggerService;
  wakes?: WakeListener;
  pollMs?: number;
  leaseMs?: number;
  backoff?: { baseMs: number; capMs: number };
}

interface Batch {
  deliverer: Deliverer;
  entries: ClaimedEntry[];
}

const BATCH = 100;
const KEPT_DAYS = 7;
const PURGE_MS = 3_600_000;

/**
 * Delivers what decisions left to be told, after their commit and at least
 * once. What fails is tried again with growing pauses; each kind has a lane of
 * its own, so that a slow one keeps nothing else waiting.
 */
export class Outbox {
  readonly #options: Required<Omit<OutboxOptions, 'wakes'>>;
  readonly #lanes: readonly Pipeline<Batch>[];
  readonly #complaints: ReadonlyMap<Deliverer, Complaints>;
  #purge: NodeJS.Timeout | undefined;

  static create(options: OutboxOptions): Outbox {
    return new Outbox(options);
  }

  private constructor({ wakes, ...options }: OutboxOptions) {
    this.#options = {
      pollMs: 1000,
      leaseMs: 60_000,
      backoff: { baseMs: 1000, capMs: 300_000 },
      ...options,
    };
    this.#complaints = new Map(
      options.deliverers.map(deliverer => [deliverer, new Complaints()]),
    );
    this.#lanes = options.deliverers.map(deliverer =>
      Pipeline.create({
        name: `deliveries of ${deliverer.kind}`,
        logger: options.logger,
        concurrency: 1,
        pollMs: this.#options.pollMs,
        load: () => this.#claim(deliverer),
        work: batch => this.#deliverAll(batch),
      }),
    );
    wakes?.subscribe(() => this.#lanes.forEach(lane => lane.nudge()));
  }

  start(): void {
    for (const lane of this.#lanes) lane.start();
    this.#purge = setInterval(() => this.#forget(), PURGE_MS);
    this.#purge.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#purge);
    await Promise.all(this.#lanes.map(lane => lane.stop()));
  }

  /** Delivers what is due, once. Answers how much that was. */
  async runOnce(): Promise<number> {
    const batches: Batch[] = [];
    for (const deliverer of this.#options.deliverers) {
      batches.push(...(await this.#claim(deliverer)));
    }
    for (const batch of batches) await this.#deliverAll(batch);
    return batches.flatMap(({ entries }) => entries).length;
  }

  async #claim(deliverer: Deliverer): Promise<Batch[]> {
    const { database, leaseMs } = this.#options;
    const { kind } = deliverer;
    const entries = await claimOutbox(database, {
      kind,
      limit: BATCH,
      leaseMs,
    });
    return entries.length > 0 ? [{ deliverer, entries }] : [];
  }

  async #deliverAll({ deliverer, entries }: Batch): Promise<void> {
    if (deliverer.coalesces) {
      await this.#deliver(deliverer, entries);
      return;
    }
    await Promise.all(entries.map(entry => this.#deliver(deliverer, [entry])));
  }

  async #deliver(
    deliverer: Deliverer,
    entries: readonly ClaimedEntry[],
  ): Promise<void> {
    const { database, backoff } = this.#options;
    const reasons = await reasonsOf(deliverer, entries);
    for (const entry of entries) {
      const reason = reasons.get(entry.id);
      if (reason) {
        const pause = backoffMs(entry.attempts, backoff);
        await failOutbox(database, entry, pause, reason.message);
      } else {
        await completeOutbox(database, entry);
      }
    }
    this.#complain(deliverer, [...reasons.values()]);
  }

  #complain(deliverer: Deliverer, reasons: readonly Error[]): void {
    if (deliverer.logsItself) return;
    const complaints = this.#complaints.get(deliverer);
    if (reasons.length === 0) complaints?.forget();
    for (const { message } of reasons) {
      const text = `${deliverer.kind}: ${message}`;
      if (complaints?.isNew(text)) {
        this.#options.logger.warn(`Not delivered, trying again: ${text}`);
      }
    }
  }

  #forget(): void {
    const { database, logger } = this.#options;
    purgeOutbox(database, KEPT_DAYS).catch(error =>
      logger.warn('Old deliveries are still kept', toError(error)),
    );
  }
}

/** Why what was not delivered, by the ids of entries. */
async function reasonsOf(
  deliverer: Deliverer,
  entries: readonly ClaimedEntry[],
): Promise<ReadonlyMap<string, Error>> {
  try {
    await deliverer.deliver(entries);
    return new Map();
  } catch (thrown) {
    if (thrown instanceof Undelivered) return thrown.reasons;
    const error = toError(thrown);
    return new Map(entries.map(({ id }) => [id, error]));
  }
}
