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

import type { Freeze } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import { freezesInForce } from '../freezes/forSubject';
import type { Scoped } from '../freezes/scope';
import type { FreezeInForce } from '../lifecycle/decision';
import { readOpenFreezes } from '../store/freezes';
import type { StoredRollout } from '../store/rollouts';

type Placed = Pick<StoredRollout, 'service' | 'system' | 'tags' | 'plan'>;

/** What scopes of freezes are matched with, as last seen. */
export function scopedOf({ service, system, tags, plan }: Placed): Scoped {
  const clusters = plan.targets.map(({ cluster }) => cluster);
  return { service, system, tags, clusters };
}

/** What is frozen at `now`, for many rollouts by one query. */
export async function readFrozen(
  trx: Knex,
  now: Date,
): Promise<(rollout: Placed) => FreezeInForce[]> {
  const freezes: Freeze[] = await readOpenFreezes(trx, now);
  return rollout => freezesInForce(freezes, scopedOf(rollout), now);
}

/** The freezes in force for a rollout, by the rows as they are now. */
export async function readFreezesOf(
  trx: Knex,
  rollout: Placed,
  now: Date,
): Promise<FreezeInForce[]> {
  return (await readFrozen(trx, now))(rollout);
}
