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

import type { MetricDefinition } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';

export interface HashedDefinition {
  hash: string;
  definition: MetricDefinition;
}

/**
 * Keeps every version of every definition, since plans cite them by hash, and
 * marks those given as the ones that new plans may use.
 */
export async function registerDefinitions(
  trx: Knex,
  definitions: readonly HashedDefinition[],
): Promise<void> {
  const sorted = [...definitions].sort((a, b) => a.hash.localeCompare(b.hash));
  if (sorted.length > 0) {
    await trx('metric_definitions')
      .insert(
        sorted.map(({ hash, definition }) => ({
          hash,
          name: definition.name,
          definition: JSON.stringify(definition),
          current: true,
        })),
      )
      .onConflict('hash')
      .merge(['current']);
  }
  await trx('metric_definitions')
    .where('current', true)
    .whereNotIn(
      'hash',
      sorted.map(({ hash }) => hash),
    )
    .update({ current: false });
}
