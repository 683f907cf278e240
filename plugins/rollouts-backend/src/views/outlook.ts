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

import type { Rollout } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import { freezesAhead } from '../freezes/freezesAhead';
import { isInScope } from '../freezes/scope';
import { scopedOf } from '../governance/freezesOf';
import { earliestStart } from '../governance/plannedFreezes';
import { mayGoOn } from '../lifecycle/state';
import { readOpenFreezes } from '../store/freezes';
import type { StoredRollout } from '../store/rollouts';

/** When the next stage could open, were there neither people nor freezes. */
function nextOpening({ state, plan }: StoredRollout, now: Date): Date {
  if (state.stageIndex < 0) return earliestStart(plan.schedule, now);
  const { bakeSeconds } = plan.stages[state.stageIndex];
  const since = state.observedSince ? new Date(state.observedSince) : now;
  return new Date(
    Math.max(now.getTime(), since.getTime() + bakeSeconds * 1000),
  );
}

/** Freezes that a rollout's schedule runs into; undefined where none could. */
export async function readOutlook(
  trx: Knex,
  rollout: StoredRollout,
  now: Date,
): Promise<Rollout['outlook']> {
  const { state, plan } = rollout;
  const firstIndex = state.stageIndex + 1;
  const stages = plan.stages.slice(firstIndex);
  if (!mayGoOn(state) || stages.length === 0) return undefined;
  const freezes = await readOpenFreezes(trx, now);
  const subject = scopedOf(rollout);
  const { ahead, finish } = freezesAhead(
    { from: nextOpening(rollout, now), firstIndex, stages },
    freezes.filter(({ scope }) => isInScope(scope, subject)),
  );
  return { ahead, finish: finish?.toISOString() ?? null };
}
