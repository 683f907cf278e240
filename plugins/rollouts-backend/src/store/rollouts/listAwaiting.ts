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
import { whereVisible, type Visibility } from '../visibility';
import { selectRollouts } from './readRollout';
import { toStored, type StoredRollout, type StoredRow } from './StoredRollout';

/** An inbox longer than this is not read by anybody. */
const MOST = 200;

/**
 * Rollouts that ask one of `refs`, groups or a person, for an approval,
 * oldest first.
 */
export async function listAwaiting(
  trx: Knex,
  visibility: Visibility,
  refs: string[],
): Promise<StoredRollout[]> {
  const rows: StoredRow[] = await selectRollouts(trx)
    .modify(whereVisible, visibility, 'r')
    .whereRaw('r.awaits && ?::text[] and cardinality(r.awaits) > 0', [refs])
    .orderBy([{ column: 'r.asked_at' }, { column: 'r.id' }])
    .limit(MOST);
  return rows.map(toStored);
}
