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

import type {
  Actor,
  Playbook,
  PlaybookChangeDraft,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import { hashPlaybook } from '../chain/hash';
import { databaseNow } from '../store/clock';
import { addVersion, readStanding, writeStanding } from '../store/playbooks';
import type { PlaybookChangeRow, PlaybookRow } from '../store/tables';
import { InputProblemsError, RefusedConflictError } from '../problems/errors';

/** A change that changes nothing. */
export async function refuseSame(
  trx: Knex,
  { kind }: PlaybookChangeDraft,
  document: Playbook | null,
  newest: PlaybookRow | undefined,
): Promise<void> {
  if (!newest) return;
  if (document) {
    if (hashPlaybook(document) !== newest.hash) return;
    throw new InputProblemsError([
      {
        path: ['body', 'document'],
        message: `It says the same as version ${newest.version}`,
        remedy: 'Change something first',
      },
    ]);
  }
  const standing = await readStanding(trx, newest.id);
  const retired = Boolean(standing?.retired_at);
  if (retired === (kind === 'bring-back')) return;
  throw new RefusedConflictError(
    retired ? 'The playbook is retired already' : 'The playbook is not retired',
    {
      code: 'not-open',
      remedy: retired
        ? 'Propose to bring it back instead'
        : 'There is nothing to bring back',
    },
  );
}

/** What a signed-off change does. @returns the version in force after it. */
export async function bringAbout(
  trx: Knex,
  change: PlaybookChangeRow,
  actor: Actor,
): Promise<number> {
  const { playbook_id: id, kind, document, base_version: base } = change;
  if (!document) {
    const now = await databaseNow(trx);
    await writeStanding(trx, id, {
      retired_at: kind === 'retire' ? now : null,
    });
    return base;
  }
  // Whoever signs off a whole document has read it.
  await writeStanding(trx, id, {
    reviewed_at: await databaseNow(trx),
    reviewed_by: actor,
    review_note: null,
  });
  return addVersion(trx, document, {
    version: base + 1,
    source: 'change',
    changeId: change.id,
  });
}
