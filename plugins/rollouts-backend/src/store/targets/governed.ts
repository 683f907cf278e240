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
import type { TargetRow, WorkRow } from '../tables';
import { whereVisible, type Visibility } from '../visibility';

/** How many targets of a kind a service's rollouts hold in a namespace. */
export interface GovernedCount {
  cluster: string;
  namespace: string;
  kind: string;
  service: string;
  count: number;
}

export async function countGoverned(
  trx: Knex,
  visibility: Visibility,
): Promise<GovernedCount[]> {
  return trx('targets as t')
    .join('rollouts as r', 'r.id', 't.rollout_id')
    .modify(whereVisible, visibility, 'r')
    .select(
      trx.raw(`t.ref->>'cluster' as cluster`),
      trx.raw(`t.ref->>'namespace' as namespace`),
      trx.raw(`t.ref->>'kind' as kind`),
      'r.service',
      trx.raw('count(*)::int as count'),
    )
    .groupByRaw('1, 2, 3, 4');
}

export type GovernedRow = TargetRow & {
  rollout_id: string;
  work: Pick<WorkRow, 'attempts' | 'last_error' | 'due_at'> | undefined;
};

/**
 * The targets that these services' rollouts hold, at most `perCluster` of each
 * cluster: those in trouble first, then by the urgency of their rollouts.
 */
export async function listGoverned(
  trx: Knex,
  visibility: Visibility,
  services: readonly string[],
  perCluster: number,
): Promise<GovernedRow[]> {
  const placed = trx('targets as t')
    .join('rollouts as r', 'r.id', 't.rollout_id')
    .leftJoin('work as w', 'w.target_id', 't.id')
    .whereRaw('r.service = any(?)', [[...services]])
    .modify(whereVisible, visibility, 'r')
    .select(
      't.*',
      'w.attempts',
      'w.last_error',
      'w.due_at',
      trx.raw(
        `row_number() over (
           partition by t.ref->>'cluster'
           order by (t.trouble is null and w.last_error is null),
             r.urgency, t.id
         ) as place`,
      ),
    );
  const rows: (TargetRow & {
    rollout_id: string;
    attempts: number | null;
    last_error: string | null;
    due_at: Date | null;
  })[] = await trx
    .from(placed.as('placed'))
    .where('place', '<=', perCluster)
    .orderBy('place')
    .select('*');
  return rows.map(({ attempts, last_error, due_at, ...row }) => ({
    ...row,
    work:
      attempts === null || due_at === null
        ? undefined
        : { attempts, last_error, due_at },
  }));
}
