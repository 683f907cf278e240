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
import { hashPlaybook } from '../../audit/hash';
import type { PlaybookRow } from '../tables';

/**
 * Keeps the playbook as a new version where its content differs from the
 * newest one. Replicas that start together wait for each other.
 *
 * @returns the version that holds this content.
 */
export async function registerPlaybook(
  trx: Knex.Transaction,
  playbook: Playbook,
): Promise<number> {
  await trx.raw('select pg_advisory_xact_lock(hashtext(?))', [
    `stagecraft.playbook.${playbook.id}`,
  ]);
  const hash = hashPlaybook(playbook);
  const newest = await trx<PlaybookRow>('playbooks')
    .where({ id: playbook.id })
    .orderBy('version', 'desc')
    .first('version', 'hash');
  if (newest?.hash === hash) return newest.version;
  const version = (newest?.version ?? 0) + 1;
  await trx('playbooks').insert({
    id: playbook.id,
    version,
    body: JSON.stringify(playbook),
    hash,
  });
  return version;
}
