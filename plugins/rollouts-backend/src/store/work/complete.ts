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

/**
 * Gives work back that went well. It is due in `dueInMs`, or at once when
 * somebody asked for it meanwhile. Does nothing when the ticket was lost.
 */
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
      urgent: knex.raw('case when request_seq = ? then false else urgent end', [
        work.requestSeq,
      ]),
      due_at: knex.raw(
        `clock_timestamp() + case when request_seq = ? then ? else 0 end * interval '1 millisecond'`,
        [work.requestSeq, dueInMs],
      ),
    });
}

/**
 * Gives work back that failed, to be tried again in `dueInMs`. Its attempts
 * are kept, so that the pauses grow. Does nothing when the ticket was lost.
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
      due_at: knex.raw(
        `clock_timestamp() + case when request_seq = ? then ? else 0 end * interval '1 millisecond'`,
        [work.requestSeq, dueInMs],
      ),
    });
}
