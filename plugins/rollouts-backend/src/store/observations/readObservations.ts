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
import type { ObservationRow } from '../tables';

/** What was observed in a rollout, every stage, target and variant. */
export async function readObservations(
  trx: Knex,
  rolloutId: string,
): Promise<ObservationRow[]> {
  return trx<ObservationRow>('observations')
    .where({ rollout_id: rolloutId })
    .orderBy(['definition_hash', 'stage', 'subject', 'variant'])
    .select('*');
}

/** What was observed in these stays in a stage, every target and variant. */
export async function readStageObservations(
  trx: Knex,
  stays: readonly { rolloutId: string; stage: string }[],
): Promise<ObservationRow[]> {
  return trx<ObservationRow>('observations')
    .whereIn(
      ['rollout_id', 'stage'],
      stays.map(({ rolloutId, stage }) => [rolloutId, stage]),
    )
    .select('*');
}
