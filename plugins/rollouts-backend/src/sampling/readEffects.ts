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
  VARIANTS,
  type Effect,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import {
  assessEffect,
  tuningOf,
  type Observed,
  type ObservedStage,
} from '../assessment';
import { definitionsOf } from '../store/metricDefinitions';
import { readObservations } from '../store/observations';
import type { StoredRollout } from '../store/rollouts';
import type { ObservationRow } from '../store/tables';

function toObserved(row: ObservationRow): Observed {
  return {
    count: row.count,
    sum: row.sum,
    sumSquares: row.sum_squares,
    weighted: row.weighted,
  };
}

/**
 * Both variants of each stay in a stage, each target by itself: within one, the
 * same users were split, so that targets whose users differ are never compared
 * with each other.
 */
function stagesOf(rows: readonly ObservationRow[]): ObservedStage[] {
  const stayOf = ({ stage, subject }: ObservationRow) => `${stage} ${subject}`;
  const stays = [...new Set(rows.map(stayOf))];
  return stays.map(stay => {
    const [baseline, arm] = VARIANTS.map(variant =>
      rows.find(row => stayOf(row) === stay && row.variant === variant),
    );
    return {
      baseline: baseline && toObserved(baseline),
      new: arm && toObserved(arm),
    };
  });
}

/** The effect of each success metric of the plan, as observed so far. */
export async function readEffects(
  trx: Knex,
  rollout: StoredRollout,
): Promise<Effect[]> {
  const { plan } = rollout;
  const definitions = await definitionsOf(trx, plan);
  const rows = await readObservations(trx, rollout.id);
  const tuning = tuningOf(plan);
  return plan.successMetrics.flatMap(({ metric }) => {
    const known = definitions.get(metric);
    if (!known) return [];
    const own = rows.filter(row => row.definition_hash === known.hash);
    return [assessEffect(known.definition, stagesOf(own), tuning)];
  });
}
