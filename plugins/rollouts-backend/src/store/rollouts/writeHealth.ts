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

import type { Verdict } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import { urgencyOf } from './projection';
import type { StoredRollout } from './StoredRollout';

export interface HealthChange {
  /** As it was read when the verdict was reached. */
  rollout: Pick<StoredRollout, 'id' | 'version' | 'state'>;
  health: Verdict;
}

/**
 * Keeps the verdicts over all guardrails where the board sorts and counts by
 * them; no decision depends on it. A rollout that was decided on meanwhile, or
 * is being decided on now, is left for the next look: nobody waits for this.
 * Its key is not locked, as rows that refer to it are stored all the time.
 */
export async function writeHealth(
  trx: Knex,
  changes: readonly HealthChange[],
): Promise<void> {
  if (changes.length === 0) return;
  const rows = changes.map(({ rollout: { id, version, state }, health }) => ({
    id,
    version,
    health,
    urgency: urgencyOf(state.phase, health, state.askedAt !== null),
  }));
  await trx.raw(
    `with changed as (
       select * from jsonb_to_recordset(?::jsonb) as r(
         id text, version int, health text, urgency int)
     ), free as (
       select r.id from rollouts r
       join changed c on c.id = r.id and c.version = r.version
       order by r.id for no key update of r skip locked
     )
     update rollouts r set health = c.health, urgency = c.urgency
     from changed c join free on free.id = c.id
     where r.id = c.id`,
    [JSON.stringify(rows)],
  );
}
