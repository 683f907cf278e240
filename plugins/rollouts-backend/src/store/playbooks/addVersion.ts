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
  documentOf,
  type Playbook,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import { hashPlaybook } from '../../chain/hash';

/** Keeps what a playbook says from now on. @returns its version. */
export async function addVersion(
  trx: Knex,
  playbook: Playbook,
  from: { version: number; source: 'file' | 'change'; changeId: string | null },
): Promise<number> {
  await trx('playbooks').insert({
    id: playbook.id,
    version: from.version,
    body: JSON.stringify(documentOf(playbook)),
    hash: hashPlaybook(playbook),
    source: from.source,
    change_id: from.changeId,
  });
  return from.version;
}
