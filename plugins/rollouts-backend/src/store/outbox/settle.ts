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
import type { ClaimedEntry } from './claim';

type Claim = Pick<ClaimedEntry, 'id' | 'ticket'>;

/** Notes the delivery. Does nothing when another has claimed the entry. */
export async function completeOutbox(knex: Knex, entry: Claim): Promise<void> {
  await knex('outbox')
    .where({ id: entry.id, ticket: entry.ticket })
    .update({
      ticket: null,
      last_error: null,
      done_at: knex.raw('clock_timestamp()'),
    });
}

/** Keeps why it was not delivered, to be tried again in `dueInMs`. */
export async function failOutbox(
  knex: Knex,
  entry: Claim,
  dueInMs: number,
  message: string,
): Promise<void> {
  await knex('outbox')
    .where({ id: entry.id, ticket: entry.ticket })
    .update({
      ticket: null,
      last_error: message,
      due_at: knex.raw(`clock_timestamp() + ? * interval '1 millisecond'`, [
        dueInMs,
      ]),
    });
}

/** Forgets what was delivered more than `days` ago. */
export async function purgeOutbox(knex: Knex, days: number): Promise<number> {
  return knex('outbox')
    .where(
      'done_at',
      '<',
      knex.raw(`clock_timestamp() - ? * interval '1 day'`, [days]),
    )
    .delete();
}
