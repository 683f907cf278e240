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

/** One window's contribution; `counted_until` is its end. */
export type NewObservation = ObservationRow;

/**
 * Adds windows up, each only if it begins at or after the end of the last one
 * added, so that no request is counted twice however often it was looked at.
 */
export async function addObservations(
  trx: Knex,
  windowSeconds: number,
  windows: readonly NewObservation[],
): Promise<void> {
  if (windows.length === 0) return;
  await trx.raw(
    `insert into observations as o
       (rollout_id, definition_hash, stage, subject, variant, count, sum,
        sum_squares, weighted, counted_until)
     select * from jsonb_to_recordset(?::jsonb) as r(
       rollout_id text, definition_hash text, stage text, subject text,
       variant text, count float8, sum float8, sum_squares float8, weighted float8,
       counted_until timestamptz)
     order by rollout_id, definition_hash, stage, subject, variant
     on conflict (rollout_id, definition_hash, stage, subject, variant)
     do update set
       count = o.count + excluded.count,
       sum = o.sum + excluded.sum,
       sum_squares = o.sum_squares + excluded.sum_squares,
       weighted = o.weighted + excluded.weighted,
       counted_until = excluded.counted_until
     where excluded.counted_until - ? * interval '1 second' >= o.counted_until`,
    [JSON.stringify(windows), windowSeconds],
  );
}
