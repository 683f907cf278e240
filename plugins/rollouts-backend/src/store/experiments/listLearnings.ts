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
import { whereVisible, type Visibility } from '../visibility';
import { learningQuery, type LearntRow } from './learningQuery';

export interface LearningPosition {
  concludedAt: string;
  id: string;
}

export interface LearningRow extends LearntRow {
  position: LearningPosition;
}

export interface LearningFilter {
  text?: string;
  outcome?: Outcome;
  service?: string;
  playbook?: string;
  /** One of its tags, as it was written. */
  tag?: string;
}

/**
 * Says once more what a playbook's latest rollout demands, in a way that can be
 * looked up: who sees little of all must not wait for all to be read.
 */
function narrow(
  query: Knex.QueryBuilder,
  visibility: Visibility,
  playbook: string,
): void {
  if (visibility === 'all') return;
  query.whereIn('e.id', using =>
    using
      .select('c.experiment_id')
      .from('rollouts as c')
      .where('c.playbook_id', playbook)
      .modify(whereVisible, visibility, 'c'),
  );
}

/** Concluded experiments, newest first, after `after`. */
export async function listLearnings(
  trx: Knex,
  visibility: Visibility,
  filter: LearningFilter,
  page: { limit: number; after?: LearningPosition },
): Promise<LearningRow[]> {
  const query = learningQuery(trx, visibility)
    .select(exactInstant(trx, 'e.concluded_at', 'exact_concluded_at'))
    .orderBy([
      { column: 'e.concluded_at', order: 'desc' },
      { column: 'e.id', order: 'desc' },
    ])
    .limit(page.limit);
  if (filter.outcome) query.where('e.outcome', filter.outcome);
  if (filter.service) query.where('e.service', filter.service);
  if (filter.playbook) {
    query.where('r.playbook_id', filter.playbook);
    narrow(query, visibility, filter.playbook);
  }
  if (filter.tag) {
    query.whereRaw(`e.body -> 'tags' @> ?::jsonb`, [
      JSON.stringify([filter.tag]),
    ]);
  }
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
