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
  MetricDefinition,
  Point,
  Variant,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';

export interface LineQuery {
  definitionHash: string;
  /** Targets' subjects; their samples of one instant are put together. */
  subjects: readonly string[];
  statistic: MetricDefinition['statistic'];
  direction: MetricDefinition['direction'];
  from: Date;
  to: Date;
  /** The length of one point; a multiple of the sampling interval. */
  stepSeconds: number;
}

interface LineRow {
  variant: Variant;
  at: Date;
  value: number | null;
  count: number | null;
}

/** As assessing puts targets together, over those that were measured. */
function together({ statistic, direction }: LineQuery): string {
  if (statistic === 'rate') return 'sum(value)';
  if (statistic === 'quantile') {
    return direction === 'lower-is-better' ? 'max(value)' : 'min(value)';
  }
  return `case when count(value) = 1 then max(value)
    else sum(value * count) / nullif(sum(count) filter (where value is not null), 0)
    end`;
}

/**
 * Both variants' lines for a chart, one point a step. Of several samples in a
 * step the worst stands for it, in both lines alike, so that thinning never
 * hides a peak; a step without a sample is a point without a value.
 */
export async function readLines(
  trx: Knex,
  query: LineQuery,
): Promise<Record<Variant, Point[]>> {
  const worst = query.direction === 'lower-is-better' ? 'desc' : 'asc';
  const { rows } = await trx.raw<{ rows: LineRow[] }>(
    `with steps as (
       select step from generate_series(
         cast(:from as timestamptz), cast(:to as timestamptz),
         :step * interval '1 second') as step
     ), whole as (
       select variant, at, ${together(query)} as value, sum(count) as count
       from samples
       where definition_hash = :hash and service = any(:subjects)
         and at >= :from and at <= :to
       group by variant, at
     ), seen as (
       select distinct on (variant, step) variant, at, value, count,
         date_bin(:step * interval '1 second', at,
           cast(:from as timestamptz)) as step
       from whole
       order by variant, step, value ${worst} nulls last, at
     )
     select v.variant, coalesce(seen.at, steps.step) as at, seen.value, seen.count
     from steps
     cross join (values ('baseline'), ('new')) as v(variant)
     left join seen on seen.step = steps.step and seen.variant = v.variant
     order by v.variant, steps.step`,
    {
      hash: query.definitionHash,
      subjects: [...query.subjects],
      from: query.from,
      to: query.to,
      step: query.stepSeconds,
    },
  );
  const line = (variant: Variant): Point[] =>
    rows
      .filter(row => row.variant === variant)
      .map(row => ({
        at: row.at.toISOString(),
        value: row.value,
        count: row.count ?? 0,
      }));
  return { baseline: line('baseline'), new: line('new') };
}
