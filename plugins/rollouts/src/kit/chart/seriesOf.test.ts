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
import type { EvidenceCheck } from '@stagecraft/backstage-plugin-rollouts-common';
import {
  gapsOf,
  lastOf,
  limitAt,
  scaleOf,
  seriesOf,
  wideGaps,
} from './seriesOf';

const at = (seconds: number) => new Date(seconds * 1000).toISOString();

function aCheck(overrides: Partial<EvidenceCheck> = {}): EvidenceCheck {
  return {
    kind: 'guardrail',
    name: 'errors',
    metric: 'errors',
    title: 'Errors',
    unit: 'ratio',
    direction: 'lower-is-better',
    limit: null,
    maxChange: 0.2,
    new: [],
    baseline: [],
    ...overrides,
  };
}

describe('seriesOf', () => {
  it('puts both variants on one time axis, oldest first', () => {
    const points = seriesOf(
      aCheck({
        new: [
          { at: at(20), value: 3, count: 5 },
          { at: at(10), value: null, count: 0 },
        ],
        baseline: [{ at: at(10), value: 2, count: 9 }],
      }),
    );
    expect(points).toEqual([
      { time: 10_000, new: null, baseline: 2, limit: 2.4, count: 0 },
      { time: 20_000, new: 3, baseline: null, limit: null, count: 5 },
    ]);
    expect(lastOf(points, 'new')?.value).toBe(3);
    expect(lastOf(points, 'baseline')?.time).toBe(10_000);
  });
});

describe('limitAt', () => {
  it('takes a fixed limit as it is', () => {
    expect(limitAt(aCheck({ limit: 300, maxChange: null }), 200)).toBe(300);
  });
  it('moves with the baseline in the bad direction', () => {
    expect(limitAt(aCheck(), 100)).toBe(120);
    expect(limitAt(aCheck({ direction: 'higher-is-better' }), 100)).toBeCloseTo(
      80,
    );
  });
  it('is unknown without a baseline', () => {
    expect(limitAt(aCheck(), null)).toBeNull();
  });
});

describe('gapsOf', () => {
  const points = (values: (number | null)[]) =>
    values.map((value, index) => ({
      time: index * 10_000,
      new: value,
      baseline: 1,
      limit: null,
      count: 1,
    }));

  it('finds none where every interval has data', () => {
    expect(gapsOf(points([1, 2, 3]), 10, 20_000)).toEqual([]);
  });
  it('names what is missing in between and at the end', () => {
    expect(gapsOf(points([1, null, null, 2, null]), 10, 50_000)).toEqual([
      { from: 0, to: 30_000 },
      { from: 30_000, to: 50_000 },
    ]);
  });

  it('draws no band that is no wider than its own edge', () => {
    const gaps = [
      { from: 0, to: 10_000 },
      { from: 20_000, to: 50_000 },
    ];
    const axis = { from: 0, to: 3_000_000 };
    expect(wideGaps(gaps, axis)).toEqual([gaps[1]]);
  });
});

/** As finely as metrics are told apart: to a millionth, up to a million. */
const measured = fc
  .integer({ min: -1e12, max: 1e12 })
  .map(amount => amount / 1e6);

describe('scaleOf', () => {
  it('takes in every value and limit, on even ticks', () => {
    fc.assert(
      fc.property(fc.array(measured, { minLength: 1 }), values => {
        const { range, ticks } = scaleOf(
          values.map((value, time) => ({
            time,
            new: value,
            baseline: null,
            limit: null,
            count: 1,
          })),
        );
        expect(range[0]).toBeLessThanOrEqual(Math.min(...values));
        expect(range[1]).toBeGreaterThanOrEqual(Math.max(...values));
        expect(ticks.length).toBeGreaterThan(1);
        expect(ticks.length).toBeLessThan(9);
      }),
    );
  });
});
