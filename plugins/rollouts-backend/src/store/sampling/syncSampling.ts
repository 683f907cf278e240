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

/**
 * Keeps one row for each definition in use. A row under way stays until it is
 * given back, or its lease ends.
 */
export async function syncSampling(
  trx: Knex,
  hashes: readonly string[],
): Promise<void> {
  const sorted = [...hashes].sort();
  await trx.raw(
    `insert into sampling (definition_hash)
     select unnest(?::text[]) on conflict do nothing`,
    [sorted],
  );
  await trx('sampling')
    .whereRaw('(ticket is null or due_at <= clock_timestamp())')
    .whereRaw('not definition_hash = any(?)', [sorted])
    .delete();
}
