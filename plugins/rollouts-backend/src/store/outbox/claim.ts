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

export interface ClaimedEntry {
  id: string;
  kind: string;
  payload: unknown;
  ticket: string;
  /** Claims so far, this one included. */
  attempts: number;
}

/**
 * Claims due entries of one kind, oldest first; the moved due time is the
 * lease. What is due later than any pause takes is due: the clock was set back.
 */
export async function claimOutbox(
  knex: Knex,
  options: { kind: string; limit: number; leaseMs: number },
): Promise<ClaimedEntry[]> {
  const { rows } = await knex.raw<{ rows: ClaimedEntry[] }>(
    `with due as (
       select id from outbox
       where done_at is null and kind = :kind
         and (due_at <= clock_timestamp()
           or due_at > clock_timestamp() + interval '10 minutes')
       order by due_at, id
       limit :limit
       for update skip locked
     )
     update outbox
     set due_at = clock_timestamp() + :lease * interval '1 millisecond',
         ticket = gen_random_uuid()::text,
         attempts = attempts + 1
     from due where outbox.id = due.id
     returning outbox.id, outbox.kind, outbox.payload, outbox.ticket,
       outbox.attempts`,
    { kind: options.kind, limit: options.limit, lease: options.leaseMs },
  );
  return rows.sort((a, b) => Number(a.id) - Number(b.id));
}
