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
import { whereVisible, type Visibility, type VisibleRow } from '../visibility';

/**
 * Undefined as well where `visibility` does not let it see. `forUpdate` locks
 * the experiment, and with it its chain of decisions.
 */
export async function readExperiment(
  trx: Knex,
  id: string,
  options: { forUpdate?: boolean; visibility?: Visibility } = {},
): Promise<ExperimentRow | undefined> {
  const query = trx<ExperimentRow>('experiments as e')
    .where({ id })
    .modify(whereVisible, options.visibility ?? 'all', 'e')
    .first();
  return options.forUpdate ? query.forUpdate() : query;
}

/** What these experiments are judged by when one is to be seen, by id. */
export async function readVisibleExperiments(
  trx: Knex,
  ids: readonly string[],
): Promise<Map<string, VisibleRow>> {
  const rows: (VisibleRow & { id: string })[] = await trx('experiments')
    .whereRaw('id = any(?)', [[...ids]])
    .select('id', 'service', 'system', 'parts');
  return new Map(rows.map(({ id, ...row }) => [id, row]));
}
