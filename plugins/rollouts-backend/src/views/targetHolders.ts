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
  TargetHolder,
  TargetRef,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import type { Drivers } from '../governance/Drivers';
import type { Viewer } from '../permissions/Viewer';
import { UnavailableError } from '../problems/errors';
import { readHolders } from '../store/targets';
import { sees } from '../store/visibility';

async function identityOf(
  drivers: Pick<Drivers, 'identify'>,
  target: TargetRef,
): Promise<string | undefined> {
  try {
    const [{ id }] = await drivers.identify([target]);
    return id;
  } catch (error) {
    // What can't be asked says so in its preflight.
    if (error instanceof UnavailableError) return undefined;
    throw error;
  }
}

/** Says of each of the targets which rollout holds it, where one does. */
export async function withHolders<T extends { target: TargetRef }>(
  knex: Knex,
  drivers: Pick<Drivers, 'identify'>,
  viewer: Pick<Viewer, 'visibility'>,
  targets: readonly T[],
): Promise<(T & { heldBy?: TargetHolder })[]> {
  const ids = await Promise.all(
    targets.map(({ target }) => identityOf(drivers, target)),
  );
  const holders = await readHolders(
    knex,
    ids.filter(id => id !== undefined),
  );
  return targets.map((each, index) => {
    const holder = holders.get(ids[index] ?? '');
    if (!holder) return each;
    const { id, title } = holder;
    return {
      ...each,
      heldBy: sees(viewer.visibility, holder) ? { id, title } : null,
    };
  });
}
