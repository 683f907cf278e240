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

import type { PlaybookEvent } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import type { PlaybookEventRow } from '../tables';

/** Enough of a playbook's history for any page. */
const MOST = 500;

/** Adds to a playbook's history; its caller holds the playbook's lock. */
export async function appendPlaybookEvent(
  trx: Knex,
  event: { playbookId: string } & Pick<
    PlaybookEvent,
    'kind' | 'actor' | 'reason' | 'version' | 'changeId'
  >,
): Promise<void> {
  await trx.raw(
    `insert into playbook_events
       (playbook_id, seq, at, kind, actor, reason, version, change_id)
     select :playbookId, coalesce(max(seq), 0) + 1, clock_timestamp(), :kind,
       :actor::jsonb, :reason, :version::int, :changeId
     from playbook_events where playbook_id = :playbookId`,
    { ...event, actor: event.actor && JSON.stringify(event.actor) },
  );
}

/** What happened to a playbook, newest first. */
export async function readPlaybookEvents(
  trx: Knex,
  playbookId: string,
): Promise<PlaybookEventRow[]> {
  return trx<PlaybookEventRow>('playbook_events')
    .where({ playbook_id: playbookId })
    .orderBy('seq', 'desc')
    .limit(MOST);
}
