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

import type { ReviewAction } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import type { ReviewTableRow } from '../tables';

/** What people are told of an open review, and where it is kept that they were. */
const TELLINGS = {
  soon: {
    column: 'reminded_at',
    when: `due_at >= clock_timestamp()
      and due_at < clock_timestamp() + interval '1 day'`,
  },
  overdue: { column: 'told_at', when: 'due_at < clock_timestamp()' },
} as const;
export type Telling = keyof typeof TELLINGS;

/**
 * Open reviews that are due within a day, or past their time, of which nobody
 * was told that yet, marked as told: with the caller's transaction each is had
 * once, by one replica.
 */
export async function takeDue(
  trx: Knex.Transaction,
  telling: Telling,
  limit: number,
): Promise<ReviewTableRow[]> {
  const { column, when } = TELLINGS[telling];
  const { rows } = await trx.raw<{ rows: ReviewTableRow[] }>(
    `update reviews set ${column} = clock_timestamp()
     where id in (
       select id from reviews
       where closed_at is null and ${column} is null and ${when}
       order by due_at limit ? for update skip locked)
     returning *`,
    [limit],
  );
  return rows;
}

export interface OverdueAction {
  review: ReviewTableRow;
  action: ReviewAction;
}

/**
 * Actions whose day is over and that are not done, of open and closed reviews,
 * of which nobody was told yet; marked as told, as `takeDue` does.
 *
 * @param limit - Of reviews.
 */
export async function takeOverdueActions(
  trx: Knex.Transaction,
  limit: number,
): Promise<OverdueAction[]> {
  const { rows } = await trx.raw<{
    rows: (ReviewTableRow & { late: ReviewAction[] })[];
  }>(
    `with overdue as (
       select v.id, l.late
       from reviews v, lateral (
         select jsonb_agg(a) as late
         from jsonb_array_elements(v.body -> 'actions') a
         where not (a ->> 'done')::boolean
           and (a ->> 'due')::date < current_date
           and (a ->> 'due')::date >= coalesce(v.actions_told_on, '-infinity')
       ) l
       where l.late is not null
       order by v.id limit ? for update of v skip locked)
     update reviews v set actions_told_on = current_date
     from overdue where v.id = overdue.id
     returning v.*, overdue.late`,
    [limit],
  );
  return rows.flatMap(({ late, ...review }) =>
    late.map(action => ({ review, action })),
  );
}
