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

import type { Knex } from 'knex';
import type { InForce } from '../../policy/inForce';
import { projectionOf, type Projected } from './projection';

export interface NewRollout extends Omit<Projected, 'health'> {
  id: string;
  experimentId: string;
  service: string;
  system: string | null;
  owner: string | null;
  inForce?: InForce | null;
  /** None when left out. */
  tags?: string[];
}

export async function insertRollout(
  trx: Knex,
  rollout: NewRollout,
): Promise<void> {
  await trx('rollouts').insert({
    ...projectionOf({ ...rollout, health: null }),
    id: rollout.id,
    experiment_id: rollout.experimentId,
    service: rollout.service,
    system: rollout.system,
    owner: rollout.owner,
    in_force: rollout.inForce ? JSON.stringify(rollout.inForce) : null,
    tags: rollout.tags ?? [],
  });
}
