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
import { halfWidth, rhoOf } from './confidenceSequence';
import { armOf, type Arm } from './moments';
import { stratify } from './stratify';

const A = { count: 3000, sum: 1396.87, sumSquares: 52377.9767 };
const B = { count: 3461, sum: 2422.7, sumSquares: 134698.29 };

function arm(statistic: 'mean' | 'proportion', moments: typeof A): Arm {
  const result = armOf(statistic, moments);
  if (!result) throw new Error('no arm');
  return result;
}

function effectOf(statistic: 'mean' | 'proportion', a: typeof A, b: typeof A) {
  const effect = stratify([
    { baseline: arm(statistic, a), new: arm(statistic, b) },
  ]);
  if (!effect?.relative) throw new Error('no effect');
  return { ...effect, relative: effect.relative };
}

describe('golden values', () => {
  it('has the published mixture parameters', () => {
    const options = { alpha: 0.05, tuning: 5000 };
    expect(rhoOf({ ...options, sides: 'two-sided' })).toBeCloseTo(
      0.03984006677137368,
      12,
    );
    expect(rhoOf({ ...options, sides: 'one-sided' })).toBeCloseTo(
      0.03557768852889753,
      12,
    );
  });

  it('tests a mean relatively, two-sided', () => {
    const { value, standardError } = effectOf('mean', A, B).relative;
    expect(value).toBeCloseTo(0.50336, 5);
    expect(standardError).toBeCloseTo(0.33341, 5);
    const half = halfWidth(standardError, 6461, {
      alpha: 0.05,
      tuning: 1000,
      sides: 'two-sided',
    });
    expect(value - half).toBeCloseTo(-0.55844, 5);
    expect(value + half).toBeCloseTo(1.56516, 5);
  });

  it('tests a proportion relatively, two-sided', () => {
    const { value, standardError } = effectOf(
      'proportion',
      { ...A, sum: 1396 },
      { ...B, sum: 2422 },
    ).relative;
    expect(value).toBeCloseTo(0.50386, 5);
    expect(standardError).toBeCloseTo(0.03386, 5);
    const half = halfWidth(standardError, 6461, {
      alpha: 0.05,
      tuning: 5000,
      sides: 'two-sided',
    });
    expect(value - half).toBeCloseTo(0.40098, 5);
    expect(value + half).toBeCloseTo(0.60675, 5);
  });

  it('tests a mean absolutely, one-sided', () => {
    const { value, standardError } = effectOf('mean', A, B).absolute;
    expect(value).toBeCloseTo(0.23437666666666668, 9);
    expect(standardError).toBeCloseTo(0.12983081254184736, 9);
    const half = halfWidth(standardError, 6461, {
      alpha: 0.05,
      tuning: 5000,
      sides: 'one-sided',
    });
    expect(value - half).toBeCloseTo(-0.12656844172804982, 9);
  });
});

describe('properties', () => {
  const options = { alpha: 0.05, tuning: 5000 };

  it('is narrower one-sided, and narrows with more data', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        fc.integer({ min: 20, max: 1_000_000 }),
        fc.integer({ min: 2, max: 100 }),
        (deviation, sample, factor) => {
          const half = (n: number, sides: 'one-sided' | 'two-sided') =>
            halfWidth(deviation / Math.sqrt(n), n, { ...options, sides });
          expect(half(sample, 'one-sided')).toBeLessThan(
            half(sample, 'two-sided'),
          );
          expect(half(sample * factor, 'two-sided')).toBeLessThan(
            half(sample, 'two-sided'),
          );
        },
      ),
    );
  });

  it('is tightest near the sample it is tuned to', () => {
    const half = (tuning: number) =>
      halfWidth(1, 6461, { ...options, tuning, sides: 'two-sided' });
    const best = Math.min(...[2000, 4000, 6461, 8000, 16000].map(half));
    expect(half(6461)).toBeLessThan(best * 1.03);
    expect(half(1000) / best).toBeCloseTo(1.05, 2);
    expect(half(100_000) / best).toBeCloseTo(1.43, 2);
  });

  it.each([0, 0.5, 1, -0.1, Number.NaN])('refuses the level %p', alpha => {
    expect(() =>
      halfWidth(1, 100, { alpha, tuning: 5000, sides: 'two-sided' }),
    ).toThrow('use a level between 0 and 0.5');
  });

  it('counts an uneven split for less, and weighs stages by what they tell', () => {
    const stage = (c: number, t: number, mean: number) => ({
      baseline: { count: c, mean: 1, variance: 1 },
      new: { count: t, mean, variance: 1 },
    });
    expect(stratify([stage(500, 500, 1)])?.sample).toBe(1000);
    expect(stratify([stage(900, 100, 1)])?.sample).toBe(360);
    expect(
      stratify([stage(900, 100, 2), stage(500, 500, 1)])?.absolute.value,
    ).toBeCloseTo(360 / 1360, 12);
  });

  it('mirrors the effect when the arms are swapped', () => {
    const moments = fc.record({
      count: fc.integer({ min: 50, max: 5000 }),
      mean: fc.double({ min: 0.5, max: 100, noNaN: true }),
      variance: fc.double({ min: 0.1, max: 100, noNaN: true }),
    });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(moments, moments), { minLength: 1, maxLength: 4 }),
        pairs => {
          const one = stratify(
            pairs.map(([c, t]) => ({ baseline: c, new: t })),
          );
          const two = stratify(
            pairs.map(([c, t]) => ({ baseline: t, new: c })),
          );
          expect(two?.absolute.value).toBeCloseTo(-(one?.absolute.value ?? 0));
          expect(two?.absolute.standardError).toBeCloseTo(
            one?.absolute.standardError ?? 0,
          );
          expect(two?.sample).toBeCloseTo(one?.sample ?? 0);
        },
      ),
    );
  });
});
