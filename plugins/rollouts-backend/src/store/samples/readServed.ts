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

import type { Variant } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';

export interface Served {
  /** Requests of each variant in the newest windows. */
  requests: Record<Variant, number>;
  /** The length of a window. */
  windowSeconds: number;
}

/**
 * What each variant of a subject of sampling served in the newest window of the last five
 * minutes, by the metric that counted most; null where nothing was measured.
 */
export async function readServed(
  trx: Knex,
  subject: string,
): Promise<Served | null> {
  const {
    rows: [row],
  } = await trx.raw<{
    rows: { baseline: number; new: number; window_seconds: number }[];
  }>(
    `select
       coalesce(sum(s.count) filter (where s.variant = 'baseline'), 0)::float8
         as baseline,
       coalesce(sum(s.count) filter (where s.variant = 'new'), 0)::float8 as new,
       (d.definition->>'windowSeconds')::float8 as window_seconds
     from metric_definitions d
     cross join lateral (
       select max(at) as at from samples
       where definition_hash = d.hash and service = :subject
         and at > clock_timestamp() - interval '5 minutes'
     ) newest
     join samples s on s.definition_hash = d.hash and s.service = :subject
       and s.at = newest.at
     where d.current
     group by d.hash, d.definition
     order by sum(s.count) desc
     limit 1`,
    { subject },
  );
  return row
    ? {
        requests: { baseline: row.baseline, new: row.new },
        windowSeconds: row.window_seconds,
      }
    : null;
}
