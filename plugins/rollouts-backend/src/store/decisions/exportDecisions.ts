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
import type { DecisionRow } from '../tables';
import { whereVisible, type Visibility } from '../visibility';
import { toDecision } from './listDecisions';

/** Which decisions; all that are visible where nothing is said. */
export interface ExportFilter {
  experiment?: string;
  service?: string;
  /** The actor's reference. */
  person?: string;
  from?: string;
  /** The first instant that is too late. */
  to?: string;
}

export interface ExportedRow {
  decision: Decision;
  service: string;
  /** In the tree, from 0; null while no head covers it. */
  index: number | null;
}

const PAGE = 500;

type Row = DecisionRow & { service: string; index: string | null };

function page(
  knex: Knex,
  filter: ExportFilter,
  visibility: Visibility,
  after: Decision | undefined,
) {
  const query = knex('decisions as d')
    .join('experiments as x', 'x.id', 'd.experiment_id')
    .leftJoin('tree_leaves as l', join => {
      join.on('l.experiment_id', 'd.experiment_id').andOn('l.seq', 'd.seq');
    })
    .modify(whereVisible, visibility, 'x')
    .orderBy(['d.experiment_id', 'd.seq'])
    .limit(PAGE)
    .select<Row[]>('d.*', 'x.service', 'l.index');
  const { experiment, service, person, from, to } = filter;
  if (experiment) query.where('d.experiment_id', experiment);
  if (service) query.where('x.service', service);
  if (person) query.whereRaw(`d.entry -> 'actor' ->> 'ref' = ?`, [person]);
  if (from) query.where('d.at', '>=', from);
  if (to) query.where('d.at', '<', to);
  if (after) {
    query.whereRaw('(d.experiment_id, d.seq) > (?, ?)', [
      after.experimentId,
      after.seq,
    ]);
  }
  return query;
}

/**
 * Reads decisions page by page, those of an experiment together and in their
 * order; holds neither a connection nor a lock between the pages.
 */
export async function* exportDecisions(
  knex: Knex,
  filter: ExportFilter,
  visibility: Visibility,
): AsyncGenerator<ExportedRow[]> {
  let last: Decision | undefined;
  for (;;) {
    const rows: Row[] = await page(knex, filter, visibility, last);
    if (rows.length === 0) return;
    const decisions = rows.map(toDecision);
    yield rows.map(({ service, index }, at) => ({
      decision: decisions[at],
      service,
      index: index === null ? null : Number(index),
    }));
    if (rows.length < PAGE) return;
    last = decisions[decisions.length - 1];
  }
}
