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
import type { PlaybookRow } from '../tables';

/** One version of a playbook, the newest where none is named. */
export async function readPlaybook(
  trx: Knex,
  id: string,
  version?: number,
): Promise<PlaybookRow | undefined> {
  const query = trx<PlaybookRow>('playbooks')
    .where({ id })
    .orderBy('version', 'desc')
    .first();
  if (version !== undefined) query.where({ version });
  return query;
}

export async function readNewestVersion(
  trx: Knex,
  id: string,
): Promise<Pick<PlaybookRow, 'version' | 'hash' | 'source'> | undefined> {
  return trx<PlaybookRow>('playbooks')
    .where({ id })
    .orderBy('version', 'desc')
    .first('version', 'hash', 'source');
}

/** Every playbook in its newest version, by title. */
export async function readNewestPlaybooks(trx: Knex): Promise<PlaybookRow[]> {
  const rows: PlaybookRow[] = await trx('playbooks')
    .distinctOn('id')
    .select('*')
    .orderBy([{ column: 'id' }, { column: 'version', order: 'desc' }]);
  return rows.sort((a, b) => a.body.title.localeCompare(b.body.title));
}

/** The versions of these playbooks, newest first. */
export async function readVersions(
  trx: Knex,
  ids: string[],
): Promise<
  Pick<PlaybookRow, 'id' | 'version' | 'created_at' | 'source' | 'change_id'>[]
> {
  return trx<PlaybookRow>('playbooks')
    .whereIn('id', ids)
    .orderBy('version', 'desc')
    .select('id', 'version', 'created_at', 'source', 'change_id');
}
