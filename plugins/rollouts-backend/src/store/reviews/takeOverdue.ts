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
import type { ReviewTableRow } from '../tables';

/**
 * Open reviews past their time of which nobody was told, marked as told: with
 * the caller's transaction each is had once, by one replica.
 */
export async function takeOverdue(
  trx: Knex.Transaction,
  limit: number,
): Promise<ReviewTableRow[]> {
  const { rows } = await trx.raw<{ rows: ReviewTableRow[] }>(
    `update reviews set told_at = clock_timestamp()
     where id in (
       select id from reviews
       where closed_at is null and told_at is null
         and due_at < clock_timestamp()
       order by due_at limit ? for update skip locked)
     returning *`,
    [limit],
  );
  return rows;
}
