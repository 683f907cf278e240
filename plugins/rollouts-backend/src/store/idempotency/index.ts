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

import type { Knex } from 'knex';
import type { IdempotencyRow } from '../tables';

export interface KeptAnswer {
  requestHash: string;
  response: unknown;
}

/** `status` of a request that took its key and has not been answered yet. */
const UNANSWERED = 0;

export async function readAnswer(
  trx: Knex,
  actor: string,
  key: string,
): Promise<KeptAnswer | undefined> {
  const row = await trx<IdempotencyRow>('idempotency')
    .where({ actor, key })
    .whereNot({ status: UNANSWERED })
    .first();
  return row && { requestHash: row.request_hash, response: row.response };
}

/**
 * Takes the key for this request. Waits for another transaction that holds it.
 *
 * @returns whether the key was free.
 */
export async function takeKey(
  trx: Knex,
  row: { actor: string; key: string; requestHash: string },
): Promise<boolean> {
  const taken = await trx('idempotency')
    .insert({
      actor: row.actor,
      key: row.key,
      request_hash: row.requestHash,
      status: UNANSWERED,
      response: 'null',
    })
    .onConflict(['actor', 'key'])
    .ignore()
    .returning('key');
  return taken.length > 0;
}

export async function keepAnswer(
  trx: Knex,
  row: { actor: string; key: string; status: number; response: unknown },
): Promise<void> {
  await trx('idempotency')
    .where({ actor: row.actor, key: row.key })
    .update({ status: row.status, response: JSON.stringify(row.response) });
}

export async function releaseKey(
  trx: Knex,
  actor: string,
  key: string,
): Promise<void> {
  await trx('idempotency').where({ actor, key }).delete();
}

/** Deletes answers older than that many seconds. */
export async function forgetAnswers(
  trx: Knex,
  olderThanSeconds: number,
): Promise<void> {
  await trx('idempotency')
    .whereRaw('created_at < now() - make_interval(secs => ?)', [
      olderThanSeconds,
    ])
    .delete();
}
