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
import type { UnreachedRow } from '../tables';
import { whereSubjectVisible, type Visibility } from '../visibility';

/** Keeps that a notice reached none of those whom it is for. */
export async function noteUnreached(
  trx: Knex,
  notice: Omit<UnreachedRow, 'at'>,
): Promise<void> {
  await trx('unreached')
    .insert({ ...notice, at: trx.raw('clock_timestamp()') })
    .onConflict('event_key')
    .ignore();
}

/** Newest first. */
export async function listUnreached(
  knex: Knex,
  { visibility, limit }: { visibility: Visibility; limit: number },
): Promise<UnreachedRow[]> {
  const query: Knex.QueryBuilder<UnreachedRow, UnreachedRow[]> = knex(
    'unreached as u',
  )
    .select('u.*')
    .modify(whereSubjectVisible, visibility, 'u')
    .orderBy('u.event_key', 'desc')
    .limit(limit);
  return query;
}

/** Forgets what was told more than `days` ago. */
export async function forgetUnreached(
  knex: Knex,
  days: number,
): Promise<number> {
  return knex('unreached')
    .where(
      'at',
      '<',
      knex.raw(`clock_timestamp() - ? * interval '1 day'`, [days]),
    )
    .delete();
}
