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
import { hashPlaybook } from '../../chain/hash';
import { appendPlaybookEvent } from './events';
import { addVersion } from './addVersion';
import { readNewestVersion } from './readPlaybook';
import { lockPlaybook, readStanding, writeStanding } from './standing';

/** What became of a file at a start. */
export interface Registered {
  /** The newest version now. */
  version: number;
  /** Whether it is the file's own, new with this start. */
  added: boolean;
  /** Whether that took the place of what was signed off in the portal. */
  replaced: boolean;
}

/**
 * Keeps a playbook of a file as a new version where the file says something
 * else than when it was last registered: what was changed in the portal since
 * stays until the file itself changes. Replicas that start together wait for
 * each other.
 */
export async function registerPlaybook(
  trx: Knex.Transaction,
  playbook: Playbook,
): Promise<Registered> {
  await lockPlaybook(trx, playbook.id);
  const hash = hashPlaybook(playbook);
  const standing = await readStanding(trx, playbook.id);
  const newest = await readNewestVersion(trx, playbook.id);
  if (newest && standing?.file_hash === hash) {
    return { version: newest.version, added: false, replaced: false };
  }
  await writeStanding(trx, playbook.id, { file_hash: hash });
  if (newest?.hash === hash) {
    return { version: newest.version, added: false, replaced: false };
  }
  const version = await addVersion(trx, playbook, {
    version: (newest?.version ?? 0) + 1,
    source: 'file',
    changeId: null,
  });
  await appendPlaybookEvent(trx, {
    playbookId: playbook.id,
    kind: 'registered',
    actor: null,
    reason: newest ? 'Its file changed' : 'Its file was registered',
    version,
    changeId: null,
  });
  return { version, added: true, replaced: newest?.source === 'change' };
}
