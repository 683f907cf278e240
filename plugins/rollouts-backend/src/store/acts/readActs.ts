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

import type {
  Act,
  RecordKind,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import { chainOfRecord } from '../../chain/entry';
import type { ActTableRow } from '../tables';

/** Enough of a record's history for any page. */
const MOST = 500;

export function toAct(row: ActTableRow): Act {
  return { ...row.entry, previousHash: row.previous_hash, hash: row.hash };
}

/** What was done to these records of a kind, by id, the newest first. */
export async function readActs(
  trx: Knex,
  kind: RecordKind,
  ids: readonly string[],
): Promise<Map<string, Act[]>> {
  const rows = await trx<ActTableRow>('acts')
    .whereRaw('chain = any(?)', [ids.map(id => chainOfRecord({ kind, id }))])
    .orderBy([{ column: 'chain' }, { column: 'seq', order: 'desc' }])
    .limit(MOST * ids.length);
  const acts = new Map<string, Act[]>();
  for (const act of rows.map(toAct)) {
    const known = acts.get(act.record.id) ?? [];
    acts.set(act.record.id, [...known, act]);
  }
  return acts;
}
