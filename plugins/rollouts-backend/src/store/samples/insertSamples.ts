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
import type { SampleRow } from '../tables';

/**
 * Stores samples. A tick comes twice only where the clock was set back: then
 * what is seen now counts.
 */
export async function insertSamples(
  trx: Knex,
  samples: readonly SampleRow[],
): Promise<void> {
  if (samples.length === 0) return;
  await trx.raw(
    `insert into samples
       (definition_hash, service, variant, at, value, count, sum, sum_squares)
     select distinct on (definition_hash, service, variant, at) *
     from jsonb_to_recordset(?::jsonb) as r(
       definition_hash text, service text, variant text, at timestamptz,
       value float8, count float8, sum float8, sum_squares float8)
     on conflict (definition_hash, service, variant, at) do update set
       value = excluded.value, count = excluded.count, sum = excluded.sum,
       sum_squares = excluded.sum_squares`,
    [JSON.stringify(samples)],
  );
}
