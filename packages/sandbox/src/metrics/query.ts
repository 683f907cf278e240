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

import { z } from 'zod';
import { Variant } from '../world/services';
import { bucketQuantile } from './latencyBuckets';
import { Recorder } from './recorder';
import { Totals } from './series';

export const MEASURES = [
  'error_ratio',
  'latency_quantile',
  'latency_mean',
  'request_rate',
  'conversion_ratio',
] as const;
export type Measure = (typeof MEASURES)[number];

/** Most windows one query may ask for. */
const MAX_ENDS = 720;

export const querySchema = z
  .strictObject({
    measure: z.enum(MEASURES),
    /** For `latency_quantile`, above 0 and below 1. */
    quantile: z.number().gt(0).lt(1).optional(),
    windowSeconds: z.number().int().min(1).max(3600),
    /** Epoch seconds, with a fraction; left out, now. */
    end: z.number().positive().optional(),
    /** The same for several ends at once, instead of `end`. */
    ends: z.array(z.number().positive()).min(1).max(MAX_ENDS).optional(),
    /** Names; left out, all. */
    services: z.array(z.string().min(1)).max(10_000).optional(),
    /** Versions by `namespace/backend`; left out, all. */
    versions: z.array(z.string().min(3)).max(20_000).optional(),
  })
  .refine(
    query =>
      query.measure !== 'latency_quantile' || query.quantile !== undefined,
    {
      path: ['quantile'],
      message: 'Give the quantile of the latency, such as 0.95.',
    },
  )
  .refine(query => query.end === undefined || query.ends === undefined, {
    path: ['ends'],
    message: 'Give `end` or `ends`, not both.',
  });
export type SandboxQuery = z.infer<typeof querySchema>;

export interface QueryRow {
  service: string;
  namespace: string;
  /** Name of the backend. */
  version: string;
  variant: Variant | null;
  /** Null without traffic. */
  value: number | null;
  count: number;
  /** Of the observations: milliseconds, or events of a ratio. */
  sum: number;
  sumSquares: number;
}

export interface QueryResult {
  /** Epoch seconds; the window is `(at - windowSeconds, at]`. */
  at: number;
  rows: QueryRow[];
}

export const UNITS: Readonly<Record<Measure, 'ratio' | 'ms' | 'per-second'>> = {
  error_ratio: 'ratio',
  latency_quantile: 'ms',
  latency_mean: 'ms',
  request_rate: 'per-second',
  conversion_ratio: 'ratio',
};

interface Aggregate {
  value: number | null;
  sum: number;
  sumSquares: number;
}

function proportion(events: number, requests: number): Aggregate {
  return {
    value: requests > 0 ? events / requests : null,
    sum: events,
    sumSquares: events,
  };
}

function aggregate(query: SandboxQuery, totals: Totals): Aggregate {
  const { requests, sum, sumSquares } = totals;
  switch (query.measure) {
    case 'error_ratio':
      return proportion(totals.errors, requests);
    case 'conversion_ratio':
      return proportion(totals.conversions, requests);
    case 'latency_quantile': {
      const value = bucketQuantile(totals.buckets, query.quantile ?? 0.5);
      return { value, sum, sumSquares };
    }
    case 'latency_mean':
      return { value: requests > 0 ? sum / requests : null, sum, sumSquares };
    default:
      return {
        value: requests > 0 ? requests / query.windowSeconds : null,
        sum: requests,
        sumSquares: requests,
      };
  }
}

function answerAt(
  recorder: Recorder,
  query: SandboxQuery,
  at: number,
): QueryResult {
  const services = query.services && new Set(query.services);
  const versions = query.versions && new Set(query.versions);
  const rows = recorder
    .all()
    .filter(
      ({ version }) =>
        (!services || services.has(version.service)) &&
        (!versions || versions.has(`${version.namespace}/${version.backend}`)),
    )
    .map(({ version, series }): QueryRow => {
      const totals = series.totals(
        (at - query.windowSeconds) * 1000,
        at * 1000,
      );
      return {
        service: version.service,
        namespace: version.namespace,
        version: version.backend,
        variant: version.variant ?? null,
        ...aggregate(query, totals),
        count: totals.requests,
      };
    });
  return { at, rows };
}

/** All services of one or several windows, in one answer. */
export function answerQuery(
  recorder: Recorder,
  query: SandboxQuery,
  now: number,
): QueryResult[] {
  const ends = query.ends ?? [query.end ?? now / 1000];
  return ends.map(end => answerAt(recorder, query, end));
}
