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

import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { inTransaction } from '../store/transaction';
import {
  readCopies,
  readNewestHead,
  readUnpublishedSince,
  registerCopies,
} from '../store/tree';
import { addNotice } from '../store/outbox';
import { databaseNow } from '../store/clock';
import { queueCopy, sequenceOnce, type SequenceOptions } from './sequence';

export interface SequencerOptions extends Omit<SequenceOptions, 'batch'> {
  logger: LoggerService;
  /** How long nothing may be published before people are told. */
  alertAfterMs: number;
  /** Entity references of who is told. */
  operators: readonly string[];
  batch?: number;
}

const BATCH = 2000;

/**
 * Signs a tree head whenever there are new decisions, on whichever replica
 * comes first, and tells people when heads are not published any more.
 */
export class Sequencer {
  readonly #options: Required<SequencerOptions>;
  #stopping: AbortController | undefined;
  #loop: Promise<void> | undefined;

  static create(options: SequencerOptions): Sequencer {
    return new Sequencer(options);
  }

  private constructor(options: SequencerOptions) {
    this.#options = { batch: BATCH, ...options };
  }

  start(): void {
    if (this.#loop) return;
    this.#stopping = new AbortController();
    this.#loop = this.#run(this.#stopping.signal);
  }

  async stop(): Promise<void> {
    this.#stopping?.abort();
    await this.#loop;
    this.#loop = undefined;
  }

  /** Covers everything that is queued. Answers how many heads that took. */
  async runOnce(): Promise<number> {
    for (let heads = 0; ; heads += 1) {
      const made = await sequenceOnce(this.#options);
      if (!made) return heads;
      if (!made.more) return heads + 1;
    }
  }

  /** Has copies that are new, or were left behind, brought up to date. */
  async register(): Promise<void> {
    const { knex, copies } = this.#options;
    await inTransaction(knex, async trx => {
      await registerCopies(trx, copies);
      const head = await readNewestHead(trx);
      for (const { name, copied_size: size } of await readCopies(trx)) {
        if (head && Number(size) < head.size) {
          await queueCopy(trx, name, randomUUID());
        }
      }
    });
  }

  /** Tells operators, once for each time that publishing stops. */
  async alert(): Promise<void> {
    const { knex, alertAfterMs, operators } = this.#options;
    const since = await readUnpublishedSince(knex);
    const now = await databaseNow(knex);
    if (!since || now.getTime() - since.getTime() < alertAfterMs) return;
    const troubles = (await readCopies(knex)).flatMap(({ name, trouble }) =>
      trouble ? [`${name}: ${trouble}`] : [],
    );
    await addNotice(
      knex,
      {
        topic: 'audit-stopped',
        recipients: [...operators],
        title: 'Decisions are no longer proved',
        description: [
          `Since ${since.toISOString()} no signed tree head has been copied outside the database.`,
          ...troubles,
        ].join(' '),
        link: '/rollouts/audit',
      },
      `audit-stopped/${since.toISOString()}`,
    );
  }

  async #run(signal: AbortSignal): Promise<void> {
    let registered = false;
    while (!signal.aborted) {
      try {
        if (!registered) await this.register();
        registered = true;
        await this.runOnce();
        await this.alert();
      } catch (error) {
        this.#options.logger.error(
          'No tree head was signed, trying again',
          toError(error),
        );
      }
      const { intervalMs } = this.#options;
      await pause(intervalMs, undefined, { signal }).catch(() => undefined);
    }
  }
}
