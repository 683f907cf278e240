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
import type { ConclusionFact } from '../../insights/facts';
import { whereVisible } from '../visibility';
import { millisecondsOf, whereInScope, type InsightScope } from './scope';

/** Experiments concluded in the period, with their latest rollout in scope. */
export async function readConclusions(
  trx: Knex,
  scope: InsightScope,
): Promise<ConclusionFact[]> {
  const latest = trx('rollouts as r')
    .select('r.id')
    .whereRaw('r.experiment_id = e.id')
    .modify(whereInScope, scope)
    .orderBy('r.created_at', 'desc')
    .limit(1);
  const rows: (Omit<ConclusionFact, 'at'> & { at: number })[] = await trx(
    'experiments as e',
  )
    .joinRaw('join lateral ? as l on true', [trx.raw('(?)', [latest])])
    .modify(whereVisible, scope.visibility, 'e')
    .whereNotNull('e.outcome')
    .where('e.concluded_at', '>=', scope.from)
    .where('e.concluded_at', '<', scope.to)
    .select(
      'l.id as rolloutId',
      'e.id as experimentId',
      'e.service',
      trx.raw(`${millisecondsOf('e.concluded_at')} as at`),
      'e.outcome',
    );
  return rows.map(({ rolloutId, experimentId, service, at, outcome }) => ({
    rolloutId,
    experimentId,
    service,
    outcome,
    at: new Date(at),
  }));
}
