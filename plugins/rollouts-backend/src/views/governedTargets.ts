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

import type { GovernedTarget } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import { intendedExposure } from '../lifecycle/state';
import { readTitles } from '../store/experiments';
import { readRollouts } from '../store/rollouts';
import type { GovernedRow } from '../store/targets';
import { heldTarget } from './targetStates';

/** Targets with the rollouts that hold them, by as many queries as for one. */
export async function governedTargets(
  trx: Knex,
  rows: readonly GovernedRow[],
): Promise<GovernedTarget[]> {
  const rollouts = await readRollouts(
    trx,
    rows.map(row => row.rollout_id),
  );
  const titles = await readTitles(
    trx,
    [...rollouts.values()].map(({ experimentId }) => experimentId),
  );
  return rows.flatMap(row => {
    const rollout = rollouts.get(row.rollout_id);
    // It may have ended since the rows were read.
    if (!rollout) return [];
    const { id, service, state, plan, experimentId, health } = rollout;
    const { served: _, ...target } = heldTarget(row, row.work, {
      intended: intendedExposure(state, plan),
      served: null,
    });
    return {
      ...target,
      rollout: {
        id,
        title: titles.get(experimentId) ?? '',
        service,
        environment: plan.environment,
        phase: state.phase,
        health,
      },
    };
  });
}
