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
import type { ClaimedWork } from './claim';

/** In `dueInMs`, or at once when somebody asked for the work meanwhile. */
function dueAt(knex: Knex, work: ClaimedWork, dueInMs: number): Knex.Raw {
  return knex.raw(
    `clock_timestamp() + interval '1 millisecond'
       * case when request_seq = ? then cast(? as double precision) else 0 end`,
    [work.requestSeq, dueInMs],
  );
}

/** Gives work back that went well. Does nothing when the ticket was lost. */
export async function completeWork(
  knex: Knex,
  work: ClaimedWork,
  dueInMs: number,
): Promise<void> {
  await knex('work')
    .where({ target_id: work.targetId, ticket: work.ticket })
    .update({
      ticket: null,
      attempts: 0,
      last_error: null,
      urgent: knex.raw('urgent and request_seq <> ?', [work.requestSeq]),
      due_at: dueAt(knex, work, dueInMs),
    });
}

/**
 * Gives work back that failed. Its attempts are kept, so that the pauses
 * grow. Does nothing when the ticket was lost.
 */
export async function failWork(
  knex: Knex,
  work: ClaimedWork,
  dueInMs: number,
  message: string,
): Promise<void> {
  await knex('work')
    .where({ target_id: work.targetId, ticket: work.ticket })
    .update({
      ticket: null,
      last_error: message,
      due_at: dueAt(knex, work, dueInMs),
    });
}
