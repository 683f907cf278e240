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
import { exactInstant } from '../instant';
import type { ExperimentRow } from '../tables';
import { whereVisible, type Visibility } from '../visibility';

export interface ExperimentPosition {
  createdAt: string;
  id: string;
}

/** Newest first, after `after`. */
export async function listExperiments(
  trx: Knex,
  visibility: Visibility,
  options: { service?: string; limit: number; after?: ExperimentPosition },
): Promise<(ExperimentRow & { position: ExperimentPosition })[]> {
  const query = trx('experiments as e')
    .modify(whereVisible, visibility, 'e')
    .select('e.*', exactInstant(trx, 'created_at', 'exact_created_at'))
    .orderBy([
      { column: 'created_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(options.limit);
  if (options.service) query.where({ service: options.service });
  if (options.after) {
    query.whereRaw('(created_at, id) < (?::timestamptz, ?)', [
      options.after.createdAt,
      options.after.id,
    ]);
  }
  const rows: (ExperimentRow & { exact_created_at: string })[] = await query;
  return rows.map(row => ({
    ...row,
    position: { createdAt: row.exact_created_at, id: row.id },
  }));
}
