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
import { whereVisible, type Visibility, type VisibleRow } from '../visibility';
import { toStored, type StoredRollout, type StoredRow } from './StoredRollout';

/** Rollouts with their plans; for the other reads to narrow. */
export function selectRollouts(trx: Knex): Knex.QueryBuilder {
  return trx('rollouts as r')
    .join('plans as p', 'p.hash', 'r.plan_hash')
    .select('r.*', 'p.plan');
}

/**
 * Undefined as well where `visibility` does not let it see. `forUpdate` locks
 * the rollout, not its plan, which never changes; and not its key, so that rows
 * which refer to it can be stored meanwhile.
 */
export async function readRollout(
  trx: Knex,
  id: string,
  options: { forUpdate?: boolean; visibility?: Visibility } = {},
): Promise<StoredRollout | undefined> {
  const query = selectRollouts(trx)
    .where('r.id', id)
    .modify(whereVisible, options.visibility ?? 'all', 'r')
    .first();
  const row: StoredRow | undefined = await (options.forUpdate
    ? query.forNoKeyUpdate('r')
    : query);
  return row && toStored(row);
}

/** Those of these rollouts that there are, by id. */
export async function readRollouts(
  trx: Knex,
  ids: readonly string[],
): Promise<Map<string, StoredRollout>> {
  const rows: StoredRow[] = await selectRollouts(trx).whereRaw(
    'r.id = any(?)',
    [[...ids]],
  );
  return new Map(rows.map(row => [row.id, toStored(row)]));
}

/** An experiment's rollouts, newest first. */
export async function readRolloutsOf(
  trx: Knex,
  experimentId: string,
  visibility: Visibility = 'all',
): Promise<StoredRollout[]> {
  const rows: StoredRow[] = await selectRollouts(trx)
    .where('r.experiment_id', experimentId)
    .modify(whereVisible, visibility, 'r')
    .orderBy([
      { column: 'r.created_at', order: 'desc' },
      { column: 'r.id', order: 'desc' },
    ]);
  return rows.map(toStored);
}

/** Keeps an experiment's rollouts as they are for the rest of the transaction. */
export async function lockRolloutsOf(
  trx: Knex,
  experimentId: string,
): Promise<void> {
  await trx('rollouts')
    .where({ experiment_id: experimentId })
    .orderBy('id')
    .select('id')
    .forUpdate();
}

/** What these rollouts are judged by when one is to be seen, by id. */
export async function readVisibleRows(
  trx: Knex,
  ids: readonly string[],
): Promise<Map<string, VisibleRow>> {
  const rows: (VisibleRow & { id: string })[] = await trx('rollouts')
    .whereRaw('id = any(?)', [[...ids]])
    .select('id', 'service', 'system', 'parts');
  return new Map(rows.map(({ id, ...row }) => [id, row]));
}
