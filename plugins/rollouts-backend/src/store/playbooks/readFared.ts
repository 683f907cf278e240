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

import type { PlaybookView } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';

type Fared = PlaybookView['fared'];

export const UNUSED: Fared = {
  rollouts: 0,
  completed: 0,
  rolledBack: 0,
  medianSecondsToRestore: null,
};

/** How the rollouts of these playbooks ended, over all their versions. */
export async function readFared(
  trx: Knex,
  ids: string[],
): Promise<Map<string, Fared>> {
  const { rows } = await trx.raw<{ rows: (Fared & { id: string })[] }>(
    `select playbook_id as id,
       count(*)::int as "rollouts",
       (count(*) filter (where phase = 'completed'))::int as "completed",
       (count(*) filter (where phase in ('rolled-back', 'rolling-back', 'stuck')))::int
         as "rolledBack",
       percentile_cont(0.5) within group (order by extract(epoch from
         (state #>> '{reversal,verifiedAt}')::timestamptz -
         (state #>> '{reversal,decidedAt}')::timestamptz))
         as "medianSecondsToRestore"
     from rollouts where playbook_id = any(?) group by playbook_id`,
    [ids],
  );
  return new Map(rows.map(({ id, ...fared }) => [id, fared]));
}
