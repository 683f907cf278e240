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

import type { ReviewKind } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import { exactInstant } from '../instant';
import type { ReviewTableRow } from '../tables';
import { whereRolloutVisible, type Visibility } from '../visibility';

export interface ReviewPosition {
  at: string;
  id: string;
}

export interface ReviewFilter {
  state: 'open' | 'closed';
  kind?: ReviewKind;
  service?: string;
  rollout?: string;
}

export type ListedReview = ReviewTableRow & {
  title: string;
  position: ReviewPosition;
};

/** Open ones by the time they are due; closed ones newest first. */
export async function listReviews(
  trx: Knex,
  filter: ReviewFilter,
  visibility: Visibility,
  page: { limit: number; after?: ReviewPosition },
): Promise<ListedReview[]> {
  const isOpen = filter.state === 'open';
  const column = isOpen ? 'v.due_at' : 'v.closed_at';
  const order = isOpen ? 'asc' : 'desc';
  const query = trx('reviews as v')
    .join('experiments as e', 'e.id', 'v.experiment_id')
    .select(
      'v.*',
      trx.raw(`e.body ->> 'title' as title`),
      exactInstant(trx, column, 'exact'),
    )
    .orderBy([
      { column, order },
      { column: 'v.id', order },
    ])
    .limit(page.limit)
    .modify(whereRolloutVisible, visibility, 'v.rollout_id');
  if (isOpen) query.whereNull('v.closed_at');
  else query.whereNotNull('v.closed_at');
  if (filter.kind) query.where('v.kind', filter.kind);
  if (filter.service) query.where('v.service', filter.service);
  if (filter.rollout) query.where('v.rollout_id', filter.rollout);
  if (page.after) {
    query.whereRaw(
      `(${column}, v.id) ${isOpen ? '>' : '<'} (?::timestamptz, ?)`,
      [page.after.at, page.after.id],
    );
  }
  const rows: (ReviewTableRow & { title: string; exact: string })[] =
    await query;
  return rows.map(({ exact, ...row }) => ({
    ...row,
    position: { at: exact, id: row.id },
  }));
}
