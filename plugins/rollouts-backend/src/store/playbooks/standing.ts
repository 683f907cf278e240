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
import type { PlaybookStandingRow } from '../tables';

/** Until the transaction ends, nobody else changes this playbook. */
export async function lockPlaybook(
  trx: Knex.Transaction,
  id: string,
): Promise<void> {
  await trx.raw('select pg_advisory_xact_lock(hashtext(?))', [
    `stagecraft.playbook.${id}`,
  ]);
}

export async function readStanding(
  trx: Knex,
  id: string,
): Promise<PlaybookStandingRow | undefined> {
  return trx<PlaybookStandingRow>('playbook_standing').where({ id }).first();
}

export async function readStandings(
  trx: Knex,
  ids: readonly string[],
): Promise<Map<string, PlaybookStandingRow>> {
  const rows = await trx<PlaybookStandingRow>('playbook_standing').whereIn(
    'id',
    [...ids],
  );
  return new Map(rows.map(row => [row.id, row]));
}

/** Writes some of what is true of a playbook, and nothing else. */
export async function writeStanding(
  trx: Knex,
  id: string,
  changed: Partial<
    Pick<PlaybookStandingRow, 'file_hash' | 'retired_at' | 'review_note'>
  > & { reviewed_at?: Date; reviewed_by?: PlaybookStandingRow['reviewed_by'] },
): Promise<void> {
  const { reviewed_by, ...rest } = changed;
  const written = {
    ...rest,
    ...(reviewed_by === undefined
      ? {}
      : { reviewed_by: JSON.stringify(reviewed_by) }),
  };
  await trx('playbook_standing')
    .insert({ id, ...written })
    .onConflict('id')
    .merge(written);
}
