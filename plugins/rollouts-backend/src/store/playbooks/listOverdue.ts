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

import type { Playbook } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';

export interface DueReview {
  id: string;
  body: Playbook;
  dueAt: Date;
}

const DAY_MS = 86_400_000;

/** When a playbook is to be read again; null where nobody asks for it. */
export function reviewDueAt(
  everyDays: number | undefined,
  standing: {
    reviewed_at: Date | null;
    created_at: Date;
    retired_at: Date | null;
  },
): Date | null {
  if (everyDays === undefined || standing.retired_at) return null;
  const since = standing.reviewed_at ?? standing.created_at;
  return new Date(since.getTime() + everyDays * DAY_MS);
}

/** Playbooks whose review is overdue by the database's clock. */
export async function listOverdueReviews(trx: Knex): Promise<DueReview[]> {
  const { rows } = await trx.raw<{ rows: DueReview[] }>(
    `select p.id, p.body, due.at as "dueAt"
     from playbook_standing s
     join lateral (
       select id, body from playbooks where id = s.id
       order by version desc limit 1
     ) p on true
     cross join lateral (
       select coalesce(s.reviewed_at, s.created_at) +
         make_interval(hours => 24 * (p.body ->> 'reviewEveryDays')::int) as at
     ) due
     where s.retired_at is null and due.at <= clock_timestamp()
     order by p.id`,
  );
  return rows;
}
