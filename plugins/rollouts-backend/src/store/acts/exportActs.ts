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

import type { Act } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import {
  EXPORT_PAGE,
  pageByPage,
  whereExported,
  type ExportFilter,
} from '../exported';
import type { Visibility } from '../visibility';
import type { ActTableRow } from '../tables';
import { toAct } from './readActs';
import { whereActVisible } from './whereActVisible';

export interface ExportedActRow {
  act: Act;
  /** In the tree, from 0; null while no head covers it. */
  index: number | null;
}

type Row = ActTableRow & { index: string | null };

/** Acts, those on a record together and in their order. */
export async function* exportActs(
  knex: Knex,
  filter: ExportFilter,
  visibility: Visibility,
): AsyncGenerator<ExportedActRow[]> {
  const { kind, record, service } = filter;
  const pages = pageByPage<Row>(after => {
    const query = knex('acts as a')
      .leftJoin('tree_leaves as l', join => {
        join.on('l.chain', 'a.chain').andOn('l.seq', 'a.seq');
      })
      .modify(whereActVisible, visibility, 'a')
      .modify(whereExported, filter, 'a')
      .orderBy(['a.chain', 'a.seq'])
      .limit(EXPORT_PAGE)
      .select<Row[]>('a.*', 'l.index');
    if (kind) query.where('a.kind', kind);
    if (record) query.where('a.chain', record);
    if (service) query.where('a.entity', service);
    if (after) {
      query.whereRaw('(a.chain, a.seq) > (?, ?)', [after.chain, after.seq]);
    }
    return query;
  });
  for await (const rows of pages) {
    yield rows.map(row => ({
      act: toAct(row),
      index: row.index === null ? null : Number(row.index),
    }));
  }
}
