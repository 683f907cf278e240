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
import { selectRollouts } from '../rollouts/readRollout';
import {
  toStored,
  type StoredRollout,
  type StoredRow,
} from '../rollouts/StoredRollout';
import { whereVisible, type Visibility } from '../visibility';

/** The object that an engine moves, as far as it names it. */
export interface Canary {
  cluster?: string;
  namespace: string;
  name: string;
}

/**
 * The rollouts over a target: all that have not ended; when all have, the
 * newest.
 */
export async function findAsked(
  trx: Knex,
  { cluster, namespace, name }: Canary,
  visibility: Visibility,
): Promise<StoredRollout[]> {
  const target = { namespace, name, ...(cluster ? { cluster } : {}) };
  const rows: StoredRow[] = await selectRollouts(trx)
    .whereRaw(`p.plan->'targets' @> ?::jsonb`, [JSON.stringify([target])])
    .modify(whereVisible, visibility, 'r')
    .orderByRaw('(r.ended_at is null) desc, r.created_at desc, r.id')
    .limit(10);
  const going = rows.filter(row => row.ended_at === null);
  return (going.length > 0 ? going : rows.slice(0, 1)).map(toStored);
}

/**
 * Remembers the content that a plan was first asked about. Answers which that
 * was.
 */
export async function firstChecksum(
  trx: Knex,
  { id, planHash }: Pick<StoredRollout, 'id' | 'planHash'>,
  { namespace, name }: Canary,
  checksum: string | undefined,
): Promise<string | undefined> {
  const key = {
    rollout_id: id,
    plan_hash: planHash,
    canary: `${namespace}/${name}`,
  };
  if (checksum !== undefined) {
    await trx('gate_checksums')
      .insert({ ...key, checksum })
      .onConflict(['rollout_id', 'plan_hash', 'canary'])
      .ignore();
  }
  const row: { checksum: string } | undefined = await trx('gate_checksums')
    .where(key)
    .first('checksum');
  return row?.checksum;
}
