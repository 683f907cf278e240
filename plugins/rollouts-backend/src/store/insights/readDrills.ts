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
import type { DrillFact } from '../../insights/facts';
import { SUBJECT, whereDrillInScope, type InsightScope } from './scope';

/** Drills that passed or failed in the period. */
export async function readDrills(
  trx: Knex,
  scope: InsightScope,
): Promise<DrillFact[]> {
  return trx('drills as d')
    .join('rollouts as r', 'r.id', 'd.rollout_id')
    .modify(whereDrillInScope, scope)
    .whereNotNull('d.passed')
    .where('d.ended_at', '>=', scope.from)
    .where('d.ended_at', '<', scope.to)
    .select(...SUBJECT, 'd.ended_at as at', 'd.passed');
}
