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

import type { Decision } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import {
  EXPORT_PAGE,
  pageByPage,
  whereExported,
  type ExportFilter,
} from '../exported';
import type { DecisionRow } from '../tables';
import { whereVisible, type Visibility } from '../visibility';
import { toDecision } from './listDecisions';

export interface ExportedDecisionRow {
  decision: Decision;
  service: string;
  /** In the tree, from 0; null while no head covers it. */
  index: number | null;
}

type Row = DecisionRow & { service: string; index: string | null };

/** Decisions, those of an experiment together and in their order. */
export async function* exportDecisions(
  knex: Knex,
  filter: ExportFilter,
  visibility: Visibility,
): AsyncGenerator<ExportedDecisionRow[]> {
  const { experiment, service } = filter;
  const pages = pageByPage<Row>(after => {
    const experiments = knex('experiments as x')
      .modify(whereVisible, visibility, 'x')
      .select('x.id', 'x.service')
      .orderBy('x.id');
    if (experiment) experiments.where('x.id', experiment);
    if (service) experiments.where('x.service', service);
    if (after) experiments.where('x.id', '>=', after.experiment_id);
    // No more of each than fit the page: those behind it are not read in vain.
    const decisions = knex('decisions as d')
      .whereRaw('d.experiment_id = x.id')
      .modify(whereExported, filter, 'd')
      .orderBy('d.seq')
      .limit(EXPORT_PAGE);
    if (after) {
      decisions.whereRaw('(d.experiment_id, d.seq) > (?, ?)', [
        after.experiment_id,
        after.seq,
      ]);
    }
    return knex(experiments.as('x'))
      .joinRaw('cross join lateral ? as d', [knex.raw('(?)', [decisions])])
      .leftJoin('tree_leaves as l', join => {
        join.on('l.chain', 'd.experiment_id').andOn('l.seq', 'd.seq');
      })
      .orderBy(['x.id', 'd.seq'])
      .limit(EXPORT_PAGE)
      .select<Row[]>('d.*', 'x.service', 'l.index');
  });
  for await (const rows of pages) {
    yield rows.map(row => ({
      decision: toDecision(row),
      service: row.service,
      index: row.index === null ? null : Number(row.index),
    }));
  }
}
