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
import { partsOfPeriod, quantile } from './evaluate';

const START = Date.parse('2026-11-01T00:00:00Z');
const DAY = 86_400_000;
const at = (ms: number) => new Date(START + ms);

describe('quantile', () => {
  it('lies within the values, and rises with its share', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer(), { minLength: 1 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (values, one, other) => {
          const low = quantile(values, Math.min(one, other)) ?? NaN;
          const high = quantile(values, Math.max(one, other)) ?? NaN;
          expect(low).toBeGreaterThanOrEqual(Math.min(...values));
          expect(high).toBeLessThanOrEqual(Math.max(...values));
          expect(high).toBeGreaterThanOrEqual(low);
        },
      ),
    );
  });

  it.each<[number[], number, number | null]>([
    [[], 0.5, null],
    [[3], 0.9, 3],
    [[1, 2], 0.5, 1.5],
    [[4, 1, 3, 2], 0.5, 2.5],
    [[1, 2, 3, 4, 5], 0.9, 4.6],
  ])('of %p at %d is %p', (values, share, expected) => {
    expect(quantile(values, share)).toBe(expected);
  });
});

describe('partsOfPeriod', () => {
  it('covers the period without gap or overlap', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 * DAY }), length => {
        const period = { from: at(0), to: at(length) };
        const parts = partsOfPeriod(period);
        expect(parts[0].from).toEqual(period.from);
        expect(parts.at(-1)?.to).toEqual(period.to);
        parts.slice(1).forEach((part, index) => {
          expect(part.from).toEqual(parts[index].to);
        });
      }),
    );
  });
});
