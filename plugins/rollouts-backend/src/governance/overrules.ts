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

import type { Role } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import { openObjections } from '../lifecycle/gates';
import { readPlaybook } from '../store/playbooks';
import type { StoredRollout } from '../store/rollouts';

/** Who may overrule an objection where the playbook names nobody. */
const DEFAULT: Role = 'approvers';

/** Who may overrule objections to a rollout, by its plan's playbook. */
export async function overrulesOf(
  trx: Knex,
  { plan: { playbook } }: Pick<StoredRollout, 'plan'>,
): Promise<Role> {
  const stored = await readPlaybook(trx, playbook.id, playbook.version);
  return stored?.body.overrules ?? DEFAULT;
}

/** The same of those that are objected to, by rollout. */
export async function overrulesOfObjected(
  trx: Knex,
  rollouts: readonly StoredRollout[],
): Promise<Map<string, Role>> {
  const objected = rollouts.filter(
    ({ state }) => openObjections(state).length > 0,
  );
  const entries = objected.map(
    async (rollout): Promise<[string, Role]> => [
      rollout.id,
      await overrulesOf(trx, rollout),
    ],
  );
  return new Map(await Promise.all(entries));
}
