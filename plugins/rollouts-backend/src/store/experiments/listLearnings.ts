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

import type { Outcome } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import { exactInstant } from '../instant';
import type { ExperimentRow } from '../tables';
import { whereVisible, type Visibility } from '../visibility';

export interface LearningPosition {
  concludedAt: string;
  id: string;
}

export interface LearningRow extends ExperimentRow {
  /** The experiment's latest rollout, where it has one. */
  rollout_id: string | null;
  playbook_id: string | null;
  playbook_version: number | null;
  position: LearningPosition;
}

export interface LearningFilter {
  text?: string;
  outcome?: Outcome;
  service?: string;
  playbook?: string;
}

/** Concluded experiments, newest first, after `after`. */
export async function listLearnings(
  trx: Knex,
  visibility: Visibility,
  filter: LearningFilter,
  page: { limit: number; after?: LearningPosition },
): Promise<LearningRow[]> {
  const latest = trx('rollouts')
    .select('id', 'playbook_id', 'playbook_version')
    .whereRaw('rollouts.experiment_id = e.id')
    .modify(whereVisible, visibility, 'rollouts')
    .orderBy([
      { column: 'created_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(1);
  const query = trx('experiments as e')
    .modify(whereVisible, visibility, 'e')
    .joinRaw('left join lateral ? as r on true', [trx.raw('(?)', [latest])])
    .select(
      'e.*',
      'r.id as rollout_id',
      'r.playbook_id',
      'r.playbook_version',
      exactInstant(trx, 'e.concluded_at', 'exact_concluded_at'),
    )
    .whereNotNull('e.outcome')
    .orderBy([
      { column: 'e.concluded_at', order: 'desc' },
      { column: 'e.id', order: 'desc' },
    ])
    .limit(page.limit);
  if (filter.outcome) query.where('e.outcome', filter.outcome);
  if (filter.service) query.where('e.service', filter.service);
  if (filter.playbook) query.where('r.playbook_id', filter.playbook);
  if (filter.text?.trim()) {
    query.whereRaw(`e.search @@ websearch_to_tsquery('english', ?)`, [
      filter.text,
    ]);
  }
  if (page.after) {
    query.whereRaw('(e.concluded_at, e.id) < (?::timestamptz, ?)', [
      page.after.concludedAt,
      page.after.id,
    ]);
  }
  const rows: (Omit<LearningRow, 'position'> & {
    exact_concluded_at: string;
  })[] = await query;
  return rows.map(row => ({
    ...row,
    position: { concludedAt: row.exact_concluded_at, id: row.id },
  }));
}
