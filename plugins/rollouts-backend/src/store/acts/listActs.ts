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
  ListedAct,
  RecordKind,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import { chainOfRecord } from '../../chain/entry';
import type { Visibility } from '../visibility';
import type { ActTableRow } from '../tables';
import { toAct } from './readActs';
import { whereActVisible } from './whereActVisible';

export interface ActPosition {
  at: string;
  chain: string;
  seq: number;
}

export function positionOf({ at, record, seq }: ListedAct): ActPosition {
  return { at, chain: chainOfRecord(record), seq };
}

/** Acts that may be read, newest first, from a position on. */
export async function listActs(
  trx: Knex,
  filter: { kind?: RecordKind },
  visibility: Visibility,
  page: { limit: number; after?: ActPosition },
): Promise<Act[]> {
  const query = trx('acts as a')
    .modify(whereActVisible, visibility, 'a')
    .orderBy([
      { column: 'a.at', order: 'desc' },
      { column: 'a.chain', order: 'desc' },
      { column: 'a.seq', order: 'desc' },
    ])
    .limit(page.limit)
    .select<ActTableRow[]>('a.*');
  if (filter.kind) query.where('a.kind', filter.kind);
  if (page.after) {
    const { at, chain, seq } = page.after;
    query.whereRaw('(a.at, a.chain, a.seq) < (?::timestamptz, ?, ?)', [
      at,
      chain,
      seq,
    ]);
  }
  const rows: ActTableRow[] = await query;
  return rows.map(toAct);
}
