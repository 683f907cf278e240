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
import { rolesOf } from '../rollouts/parts';

/**
 * The groups and people who have a role in a rollout, or else in an experiment,
 * by what their sight is judged by too. Undefined when there is neither.
 */
export async function readRoles(
  knex: Knex,
  about: { rolloutId: string | null; experimentId: string | null },
): Promise<string[] | undefined> {
  const { rolloutId, experimentId } = about;
  const [table, id] =
    rolloutId === null
      ? ['experiments', experimentId]
      : ['rollouts', rolloutId];
  if (id === null) return undefined;
  const row: { parts: string[] } | undefined = await knex(table)
    .where({ id })
    .first('parts');
  return row && rolesOf(row.parts);
}
