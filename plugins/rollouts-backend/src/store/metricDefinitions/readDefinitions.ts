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

import type { Plan } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import type { MetricDefinitionRow } from '../tables';
import type { HashedDefinition } from './registerDefinitions';

/** Definitions by hash; a hash that was never registered is left out. */
export async function readDefinitions(
  trx: Knex,
  hashes: readonly string[],
): Promise<Map<string, HashedDefinition>> {
  const rows = await trx<MetricDefinitionRow>('metric_definitions')
    .whereIn('hash', [...hashes])
    .select('hash', 'definition');
  return new Map(rows.map(row => [row.hash, row]));
}

/** The definitions that a plan was approved with, by metric name. */
export async function definitionsOf(
  trx: Knex,
  plan: Pick<Plan, 'metricDefinitions'>,
): Promise<Map<string, HashedDefinition>> {
  const known = await readDefinitions(
    trx,
    Object.values(plan.metricDefinitions),
  );
  return new Map(
    Object.entries(plan.metricDefinitions).flatMap(([name, hash]) => {
      const definition = known.get(hash);
      return definition ? [[name, definition]] : [];
    }),
  );
}

/** The definitions that new plans may use, by name. */
export async function currentDefinitions(
  trx: Knex,
): Promise<HashedDefinition[]> {
  return trx<MetricDefinitionRow>('metric_definitions')
    .where('current', true)
    .orderBy('name')
    .select('hash', 'definition');
}
