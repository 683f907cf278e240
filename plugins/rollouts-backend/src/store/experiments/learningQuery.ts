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
import type { ExperimentRow } from '../tables';
import { whereVisible, type Visibility } from '../visibility';

/** A concluded experiment with its latest rollout, where it has one. */
export interface LearntRow extends ExperimentRow {
  rollout_id: string | null;
  playbook_id: string | null;
  playbook_version: number | null;
}

/** Concluded experiments, as `e`, with the latest rollout that is seen, as `r`. */
export function learningQuery(
  trx: Knex,
  visibility: Visibility,
): Knex.QueryBuilder {
  const latest = trx('rollouts')
    .select('id', 'playbook_id', 'playbook_version')
    .whereRaw('rollouts.experiment_id = e.id')
    .modify(whereVisible, visibility, 'rollouts')
    .orderBy([
      { column: 'created_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(1);
  return trx('experiments as e')
    .modify(whereVisible, visibility, 'e')
    .joinRaw('left join lateral ? as r on true', [trx.raw('(?)', [latest])])
    .select('e.*', 'r.id as rollout_id', 'r.playbook_id', 'r.playbook_version')
    .whereNotNull('e.outcome');
}
