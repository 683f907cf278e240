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
import { announce } from '../work/wake';

export interface OutboxEntry {
  kind: string;
  /** JSON. */
  payload: unknown;
  /** The same key is kept, and delivered, once. */
  dedupeKey: string;
}

/** Keeps something to deliver once the transaction is committed. */
export async function addToOutbox(
  trx: Knex,
  entry: OutboxEntry,
): Promise<void> {
  await trx('outbox')
    .insert({
      kind: entry.kind,
      payload: JSON.stringify(entry.payload),
      dedupe_key: entry.dedupeKey,
    })
    .onConflict('dedupe_key')
    .ignore();
  await announce(trx);
}
