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

import fc from 'fast-check';
import { bucketOf, BUCKETS, bucketQuantile } from './latencyBuckets';
import { Exposition } from './exposition';
import { answerQuery, querySchema } from './query';
import { Recorder } from './recorder';
import { Series } from './series';

const version = {
  service: 'checkout',
  namespace: 'storefront',
  backend: 'checkout-next',
  variant: 'new' as const,
};
const idle = {
  ...version,
  backend: 'checkout-stable',
  variant: 'baseline' as const,
};

function recorderWith(
  requests: {
    at: number;
    latency: number;
    status?: number;
    converted?: boolean;
  }[],
) {
  const recorder = new Recorder([version, idle], new Exposition(), 3600);
  for (const { at, latency, status = 200, converted = false } of requests) {
    recorder.record('checkout', at, {
      version,
      status,
      latencyMilliseconds: latency,
      converted,
    });
  }
  return recorder;
}

const newRow = (recorder: Recorder, query: object) =>
  answerQuery(recorder, querySchema.parse(query), 100_000)[0].rows[0];

describe('a query', () => {
  const recorder = recorderWith([
    { at: 89_999, latency: 0.5, status: 500 },
    { at: 90_000, latency: 100 },
    { at: 95_000, latency: 300, status: 503 },
    { at: 99_900, latency: 50, converted: true },
    { at: 99_990, latency: 20, status: 500 },
  ]);
  const window = { windowSeconds: 10, end: 100 };

  it.each([
    ['error_ratio', { value: 1 / 3, count: 3, sum: 1, sumSquares: 1 }],
    ['conversion_ratio', { value: 1 / 3, count: 3, sum: 1, sumSquares: 1 }],
    [
      'latency_mean',
      { value: 150, count: 3, sum: 450, sumSquares: 10_000 + 90_000 + 2500 },
    ],
    ['request_rate', { value: 0.3, count: 3, sum: 3, sumSquares: 3 }],
  ])(
    'of %s counts what was answered within the window',
    (measure, expected) => {
      expect(newRow(recorder, { ...window, measure })).toEqual({
        service: 'checkout',
        namespace: 'storefront',
        version: 'checkout-next',
        variant: 'new',
        ...expected,
      });
    },
  );

  it('answers null, never zero, for a version without traffic', () => {
    const [, row] = answerQuery(
      recorder,
      querySchema.parse({ ...window, measure: 'error_ratio' }),
      100_000,
    )[0].rows;
    expect(row).toMatchObject({
      version: 'checkout-stable',
      value: null,
      count: 0,
    });
  });

  it('answers several ends in order', () => {
    const results = answerQuery(
      recorder,
      querySchema.parse({
        measure: 'request_rate',
        windowSeconds: 5,
        ends: [95, 100, 105],
      }),
      0,
    );
    expect(results.map(({ at, rows }) => [at, rows[0].count])).toEqual([
      [95, 1],
      [100, 2],
      [105, 1],
    ]);
  });

  it.each([
    [{ measure: 'latency_quantile', windowSeconds: 10 }, 'quantile'],
    [{ measure: 'loudness', windowSeconds: 10 }, 'measure'],
    [{ measure: 'error_ratio', windowSeconds: 0 }, 'windowSeconds'],
    [{ measure: 'error_ratio', windowSeconds: 1, end: 1, ends: [1] }, 'ends'],
  ])('refuses %j', (query, field) => {
    const { error } = querySchema.safeParse(query);
    expect(error?.issues[0].path).toEqual([field]);
  });
});

describe('quantiles', () => {
  it('are within one bucket of the exact ones', () => {
    const latency = fc.double({ min: 2, max: 50_000, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(latency, { minLength: 1, maxLength: 500 }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (latencies, quantile) => {
          const counts = new Uint32Array(BUCKETS);
          for (const each of latencies) counts[bucketOf(each)] += 1;
          const sorted = [...latencies].sort((a, b) => a - b);
          const exact = sorted[Math.ceil(quantile * sorted.length) - 1];
          const ratio = (bucketQuantile(counts, quantile) ?? 0) / exact;
          expect(ratio).toBeGreaterThan(0.88);
          expect(ratio).toBeLessThan(1.13);
        },
      ),
    );
  });

  it('are null of nothing', () => {
    expect(bucketQuantile(new Uint32Array(BUCKETS), 0.5)).toBeNull();
  });
});

describe('a series', () => {
  it('adds up any window as if it looked at every request', () => {
    const moment = fc.integer({ min: 0, max: 9999 });
    fc.assert(
      fc.property(fc.array(moment), moment, moment, (moments, a, b) => {
        const series = new Series(60);
        for (const at of moments) {
          series.record(at, {
            latencyMilliseconds: at,
            failed: at % 3 === 0,
            converted: at % 2 === 0,
          });
        }
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        const within = moments.filter(at => at > from && at <= to);
        const sum = (values: number[]) =>
          values.reduce((total, value) => total + value, 0);
        const totals = series.totals(from, to);
        expect(totals).toMatchObject({
          requests: within.length,
          errors: within.filter(at => at % 3 === 0).length,
          conversions: within.filter(at => at % 2 === 0).length,
          sum: sum(within),
          sumSquares: sum(within.map(at => at ** 2)),
        });
        expect(sum([...totals.buckets])).toBe(within.length);
      }),
    );
  });

  it('forgets what is older than its history', () => {
    const series = new Series(10);
    const request = { latencyMilliseconds: 1, failed: false, converted: false };
    series.record(1, request);
    series.record(5000, request);
    series.record(14_000, request);
    expect(series.totals(0, 20_000).requests).toBe(2);
  });
});
