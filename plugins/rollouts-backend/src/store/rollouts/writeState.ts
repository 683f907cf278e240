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

export interface StateWrite extends Projected {
  id: string;
  /** The version that was read and decided on. */
  version: number;
  system: string | null;
  owner: string | null;
  inForce: InForce | null;
  tags: string[];
}

/**
 * Writes the state that was decided on `version`.
 *
 * @throws when another version is in force; the row's lock makes that a fault.
 */
export async function writeState(trx: Knex, write: StateWrite): Promise<void> {
  const changed = await trx('rollouts')
    .where({ id: write.id, version: write.version })
    .update({
      ...projectionOf(write),
      system: write.system,
      owner: write.owner,
      in_force: write.inForce && JSON.stringify(write.inForce),
      tags: write.tags,
      version: write.version + 1,
      updated_at: trx.raw('clock_timestamp()'),
    });
  if (changed !== 1) {
    throw new Error(
      `Rollout ${write.id} is no longer at version ${write.version}`,
    );
  }
}
