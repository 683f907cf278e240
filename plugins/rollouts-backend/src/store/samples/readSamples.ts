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

import type { Sample } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import type { SampleRow } from '../tables';

function toSample(row: SampleRow): Sample {
  return {
    at: row.at.toISOString(),
    variant: row.variant,
    value: row.value,
    count: row.count,
    sum: row.sum,
    sumSquares: row.sum_squares,
  };
}

export interface SampleRange {
  definitionHash: string;
  services: readonly string[];
  /** Exclusive. */
  after: Date;
  /** Exclusive. */
  before: Date;
}

/** Samples of many services in one read, by service. */
export async function readSamples(
  trx: Knex,
  { definitionHash, services, after, before }: SampleRange,
): Promise<Map<string, Sample[]>> {
  const rows = await trx<SampleRow>('samples')
    .where('definition_hash', definitionHash)
    .whereRaw('service = any(?)', [[...services]])
    .where('at', '>', after)
    .where('at', '<', before)
    .orderBy('at');
  const samples = new Map<string, Sample[]>();
  for (const row of rows) {
    const list = samples.get(row.service);
    if (list) list.push(toSample(row));
    else samples.set(row.service, [toSample(row)]);
  }
  return samples;
}

export interface BaselineQuery {
  definitionHash: string;
  service: string;
  minimumCount: number;
  from: Date;
  /** Inclusive. */
  until: Date;
}

/** The newest sample of the baseline with enough observations. */
export async function lastBaseline(
  trx: Knex,
  query: BaselineQuery,
): Promise<{ at: Date; value: number; count: number } | null> {
  const row = await trx<SampleRow>('samples')
    .where({
      definition_hash: query.definitionHash,
      service: query.service,
      variant: 'baseline',
    })
    .whereBetween('at', [query.from, query.until])
    .where('count', '>=', query.minimumCount)
    .whereNotNull('value')
    .orderBy('at', 'desc')
    .first('at', 'value', 'count');
  return row && row.value !== null
    ? { at: row.at, value: row.value, count: row.count }
    : null;
}
