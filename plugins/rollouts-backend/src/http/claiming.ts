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
  targetLabel,
  type TargetRef,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import { RefusedConflictError } from '../problems/errors';
import { readVisibleRows } from '../store/rollouts';
import { TargetTakenError } from '../store/targets';
import { sees } from '../store/visibility';
import type { Viewer } from '../permissions/Viewer';

/**
 * Does what claims the targets of a plan. Who is told that one of them is
 * taken learns by which rollout only where they may see it.
 *
 * @throws RefusedConflictError naming the target.
 */
export async function claiming<T>(
  knex: Knex,
  viewer: Pick<Viewer, 'visibility'>,
  targets: readonly TargetRef[],
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof TargetTakenError)) throw error;
    const label = targetLabel(error.ref);
    const rows = await readVisibleRows(knex, [error.holder]);
    const holder = rows.get(error.holder);
    const shown = holder !== undefined && sees(viewer.visibility, holder);
    const message = shown ? error.message : `${label} is not free`;
    throw new RefusedConflictError(message, {
      code: 'target-taken',
      remedy: shown
        ? `Look at rollout ${error.holder}, which holds the target`
        : 'Ask the operators of this portal what it is taken for',
      problems: [
        {
          path: ['plan', 'targets', targets.map(targetLabel).indexOf(label)],
          message,
          remedy: shown
            ? 'Wait until it has ended, or roll it back or cancel it first'
            : 'Choose another target, or wait until it is free',
        },
      ],
    });
  }
}
