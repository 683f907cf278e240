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
import type { PlaybookChangeRow } from '../tables';

/** Enough of a playbook's changes for any page. */
const MOST = 200;

export async function insertPlaybookChange(
  trx: Knex,
  change: Pick<
    PlaybookChangeRow,
    'id' | 'playbook_id' | 'kind' | 'base_version' | 'reason' | 'learning'
  > & {
    document: Playbook | null;
    proposed_by: PlaybookChangeRow['proposed_by'];
  },
): Promise<void> {
  await trx('playbook_changes').insert({
    ...change,
    document: change.document && JSON.stringify(change.document),
    proposed_by: JSON.stringify(change.proposed_by),
  });
}

export async function readPlaybookChange(
  trx: Knex,
  id: string,
): Promise<PlaybookChangeRow | undefined> {
  return trx<PlaybookChangeRow>('playbook_changes').where({ id }).first();
}

/** Changes of a playbook: open ones first, then the newest. */
export async function listPlaybookChanges(
  trx: Knex,
  playbookId: string,
): Promise<PlaybookChangeRow[]> {
  return trx<PlaybookChangeRow>('playbook_changes')
    .where({ playbook_id: playbookId })
    .orderByRaw(`state = 'open' desc, proposed_at desc, id`)
    .limit(MOST);
}

/** Open changes that propose playbooks which do not exist yet, oldest first. */
export async function listProposedPlaybooks(
  trx: Knex,
): Promise<PlaybookChangeRow[]> {
  return trx<PlaybookChangeRow>('playbook_changes')
    .where({ state: 'open', base_version: 0 })
    .whereNotNull('document')
    .whereNotExists(
      trx('playbooks').whereRaw('playbooks.id = playbook_changes.playbook_id'),
    )
    .orderBy(['proposed_at', 'id'])
    .limit(MOST);
}

/** Open changes of playbooks, by playbook. */
export async function countOpenChanges(
  trx: Knex,
  ids: readonly string[],
): Promise<Map<string, number>> {
  const rows: { id: string; open: string }[] = await trx('playbook_changes')
    .whereIn('playbook_id', [...ids])
    .where({ state: 'open' })
    .groupBy('playbook_id')
    .select({ id: 'playbook_id' }, trx.raw('count(*) as open'));
  return new Map(rows.map(row => [row.id, Number(row.open)]));
}

/** Ends a change; its caller holds the playbook's lock. */
export async function closePlaybookChange(
  trx: Knex,
  id: string,
  end: Pick<PlaybookChangeRow, 'state' | 'closing_reason' | 'version'> & {
    closed_by: NonNullable<PlaybookChangeRow['closed_by']>;
  },
): Promise<void> {
  await trx('playbook_changes')
    .where({ id })
    .update({
      ...end,
      closed_by: JSON.stringify(end.closed_by),
      closed_at: trx.raw('clock_timestamp()'),
    });
}
