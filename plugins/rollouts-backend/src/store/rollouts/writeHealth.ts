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
import { isWatched } from '../../lifecycle/state';
import { urgencyOf } from './projection';
import { readRollout } from './readRollout';

/**
 * Keeps the verdict over all guardrails where the board sorts and counts by
 * it. A rollout that is not watched has none. The version stays: no decision
 * depends on this column.
 */
export async function writeHealth(
  trx: Knex,
  rolloutId: string,
  verdict: Verdict | null,
): Promise<void> {
  const rollout = await readRollout(trx, rolloutId, { forUpdate: true });
  if (!rollout) return;
  const { state, plan } = rollout;
  const health = isWatched(state, plan) ? verdict : null;
  if (health === rollout.health) return;
  await trx('rollouts')
    .where({ id: rolloutId })
    .update({
      health,
      urgency: urgencyOf(state.phase, health, state.askedAt !== null),
    });
}
