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

import type {
  Freeze,
  FreezeChange,
  FreezeScope,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import { keyOfScope } from '../../freezes/scope';
import { readActs } from '../acts';
import type { FreezeRow } from '../tables';
import { toChange, toFreeze } from './rows';

const MOST_PAST = 50;

export async function readFreeze(
  trx: Knex,
  id: string,
  options: { forUpdate?: boolean } = {},
): Promise<Freeze | undefined> {
  const query = trx<FreezeRow>('freezes').where({ id }).first();
  const row = await (options.forUpdate ? query.forUpdate() : query);
  return row && toFreeze(row);
}

/**
 * Those that may be in force at `now` or later; whether a recurring one is,
 * its rule tells.
 */
export async function readOpenFreezes(trx: Knex, now: Date): Promise<Freeze[]> {
  const rows = await trx<FreezeRow>('freezes')
    .whereNull('ended_at')
    .whereRaw('(ends_at is null or ends_at > ?)', [now])
    .orderBy([{ column: 'declared_at' }, { column: 'id' }])
    .select('*');
  return rows.map(toFreeze);
}

/** Those that were ended or ran out, newest first; the last 50. */
export async function readPastFreezes(trx: Knex, now: Date): Promise<Freeze[]> {
  const rows = await trx<FreezeRow>('freezes')
    .whereRaw('(ended_at is not null or ends_at <= ?)', [now])
    .orderBy([
      { column: 'declared_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(MOST_PAST)
    .select('*');
  return rows.map(toFreeze);
}

/** The one that keeps the line of a scope stopped. */
export async function readLineFreeze(
  trx: Knex,
  scope: FreezeScope,
): Promise<Freeze | undefined> {
  const row = await trx<FreezeRow>('freezes')
    .where({ scope_key: keyOfScope(scope), stops_line: true })
    .whereNull('ended_at')
    .first();
  return row && toFreeze(row);
}

/** What was done to these freezes, by id, oldest first. */
export async function readFreezeChanges(
  trx: Knex,
  ids: readonly string[],
): Promise<Map<string, FreezeChange[]>> {
  const acts = await readActs(trx, 'freeze', ids);
  return new Map(
    [...acts].map(([id, newest]) => [id, newest.map(toChange).reverse()]),
  );
}
