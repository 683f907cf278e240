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
import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type {
  Actor,
  Verification,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import { MissingError } from '../problems/errors';
import { addNotice } from '../store/outbox';
import { countTree } from '../store/tree';
import {
  finishVerification,
  insertVerification,
  noteVerified,
  readNewestVerification,
  readVerification,
  type StoredVerification,
} from '../store/verifications';
import type { Copy } from './copies/copy';
import type { TrustedKeys } from './keys';
import { withLedger } from './verify/DatabaseLedger';
import { verifyLedger } from './verify/verifyLedger';

export interface VerificationsOptions {
  knex: Knex;
  logger: LoggerService;
  trusted: TrustedKeys;
  copies: readonly Copy[];
  operators: readonly string[];
}

const NOTED_EVERY_MS = 1000;

function stateOf(row: StoredVerification): Verification['state'] {
  if (row.verdict) return 'done';
  if (row.finished_at) return 'failed';
  return row.silent ? 'interrupted' : 'running';
}

function toView(row: StoredVerification): Verification {
  return {
    id: row.id,
    startedBy: row.started_by,
    startedAt: row.started_at.toISOString(),
    state: stateOf(row),
    checked: Number(row.checked),
    total: Number(row.total),
    finishedAt: row.finished_at?.toISOString() ?? null,
    verdict: row.verdict,
    trouble: row.trouble,
  };
}

/** Verifies all decisions beside everything else, one run at a time. */
export class Verifications {
  readonly #options: VerificationsOptions;
  readonly #running = new Set<Promise<void>>();
  readonly #stopping = new AbortController();

  constructor(options: VerificationsOptions) {
    this.#options = options;
  }

  /** Starts one, or answers the one that runs. */
  async begin(startedBy: Actor): Promise<Verification> {
    const { knex } = this.#options;
    const running = await readNewestVerification(knex, { running: true });
    if (running) return toView(running);
    const id = randomUUID();
    const { covered, queued } = await countTree(knex);
    await insertVerification(knex, { id, startedBy, total: covered + queued });
    const run = this.#run(id).finally(() => this.#running.delete(run));
    this.#running.add(run);
    return this.get(id);
  }

  /** @throws MissingError when there is no such run. */
  async get(id: string): Promise<Verification> {
    const row = await readVerification(this.#options.knex, id);
    if (row) return toView(row);
    throw new MissingError(
      `There is no verification ${id}`,
      'Start one on the audit page',
    );
  }

  async newest(): Promise<Verification | null> {
    const row = await readNewestVerification(this.#options.knex);
    return row ? toView(row) : null;
  }

  /** Gives up what runs, and waits for its end. */
  async stop(): Promise<void> {
    this.#stopping.abort(new Error('The portal was stopped'));
    await Promise.all(this.#running);
  }

  async #run(id: string): Promise<void> {
    const { knex, logger } = this.#options;
    try {
      const verdict = await this.#verify(id);
      await finishVerification(knex, id, { verdict });
      if (!verdict.intact) await this.#tell(id, verdict.sentence);
    } catch (error) {
      const { message } = toError(error);
      logger.error('The decisions could not be verified', toError(error));
      await finishVerification(knex, id, { trouble: message }).catch(late =>
        logger.error('Nor could that be noted', toError(late)),
      );
    }
  }

  async #verify(id: string) {
    const { knex, trusted, copies } = this.#options;
    let checked = 0;
    const note = () => noteVerified(knex, id, checked).catch(() => undefined);
    const timer = setInterval(note, NOTED_EVERY_MS);
    try {
      return await withLedger(knex, ledger =>
        verifyLedger(ledger, {
          trusted,
          copies,
          signal: this.#stopping.signal,
          onProgress: count => {
            checked = count;
          },
        }),
      );
    } finally {
      clearInterval(timer);
    }
  }

  async #tell(id: string, sentence: string): Promise<void> {
    const { knex, logger, operators } = this.#options;
    logger.error(`The decisions do not verify. ${sentence}`);
    await addNotice(
      knex,
      {
        topic: 'audit-stopped',
        recipients: [...operators],
        title: 'The record of decisions is not as it was written',
        description: sentence,
        link: '/rollouts/audit',
      },
      `audit-stopped/${id}`,
    );
  }
}
