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
  planToYaml,
  type Rollout,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import { readExperiment } from '../store/experiments';

/** A rollout's plan as YAML, as it can be proposed again. */
export async function exportPlan(
  knex: Knex,
  { id, plan, experiment }: Rollout,
): Promise<string> {
  const row = await readExperiment(knex, experiment.id);
  if (!row) throw new Error(`Rollout ${id} has no experiment`);
  return planToYaml(plan, row.body, `The plan of the rollout ${id}`);
}
