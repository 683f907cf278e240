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
import { titleOf } from './scope';

/** What is told of a rollout that somebody took back. */
export interface Thanked {
  rolloutId: string;
  title: string;
  /** Who decided it. */
  name: string;
  reason: string;
}

/** Those of reversed rollouts, by their ids. */
export async function readThanked(
  trx: Knex,
  rolloutIds: readonly string[],
): Promise<Map<string, Thanked>> {
  const rows: Thanked[] = await trx('rollouts as r')
    .join('experiments as e', 'e.id', 'r.experiment_id')
    .whereIn('r.id', rolloutIds)
    .select(
      'r.id as rolloutId',
      titleOf(trx),
      trx.raw(`r.state #>> '{reversal,actor,name}' as name`),
      trx.raw(`r.state #>> '{reversal,sentence}' as reason`),
    );
  return new Map(rows.map(row => [row.rolloutId, row]));
}
