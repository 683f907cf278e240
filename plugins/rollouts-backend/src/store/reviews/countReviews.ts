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

import {
  REVIEW_KINDS,
  type ReviewKind,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import { whereRolloutVisible, type Visibility } from '../visibility';

export interface ReviewCounts {
  open: number;
  overdue: number;
  actions: number;
  actionsOverdue: number;
}

const NONE: ReviewCounts = {
  open: 0,
  overdue: 0,
  actions: 0,
  actionsOverdue: 0,
};

/** What is open and what is overdue; actions also of reviews that are closed. */
export async function countReviews(
  trx: Knex,
  visibility: Visibility,
): Promise<Record<ReviewKind, ReviewCounts>> {
  const rows: (ReviewCounts & { kind: ReviewKind })[] = await trx(
    'reviews as v',
  )
    .joinRaw(
      `left join lateral (
         select
           (count(*) filter (where not (a ->> 'done')::boolean))::int as open,
           (count(*) filter (where not (a ->> 'done')::boolean
             and (a ->> 'due')::date < now()::date))::int as overdue
         from jsonb_array_elements(v.body -> 'actions') a
       ) actions on true`,
    )
    .modify(whereRolloutVisible, visibility, 'v.rollout_id')
    .groupBy('v.kind')
    .select(
      'v.kind',
      trx.raw(`(count(*) filter (where v.closed_at is null))::int as open`),
      trx.raw(
        `(count(*) filter (where v.closed_at is null and v.due_at < now()))::int as overdue`,
      ),
      trx.raw('sum(actions.open)::int as actions'),
      trx.raw('sum(actions.overdue)::int as "actionsOverdue"'),
    );
  const of = (wanted: ReviewKind): ReviewCounts => {
    const found = rows.find(({ kind }) => kind === wanted);
    if (!found) return NONE;
    const { kind: _, ...counts } = found;
    return counts;
  };
  return Object.fromEntries(
    REVIEW_KINDS.map(kind => [kind, of(kind)]),
  ) as Record<ReviewKind, ReviewCounts>;
}
