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
import type { MetricDefinition } from '@stagecraft/backstage-plugin-rollouts-common';
import { conversion, latency } from '../checks/testing';
import { assessEffect, type Observed } from './assessEffect';
import { tuningOf } from './tuning';
import { makePlan, makeStage } from '../../testing/plans';

function proportion(count: number, events: number): Observed {
  return { count, sum: events, sumSquares: events, weighted: events };
}

const mean: MetricDefinition = {
  ...latency,
  name: 'latency-mean',
  title: 'Mean latency',
  statistic: 'mean',
};

function of(count: number, average: number, deviation: number): Observed {
  const sum = count * average;
  return {
    count,
    sum,
    sumSquares: (count - 1) * deviation ** 2 + sum * average,
    weighted: sum,
  };
}

describe('a clear effect', () => {
  it('is better or worse by the direction of the metric', () => {
    const up = assessEffect(
      conversion,
      [{ baseline: proportion(20_000, 800), new: proportion(20_000, 1200) }],
      5000,
    );
    expect(up.verdict).toBe('better');
    expect(up.change).toBeCloseTo(0.5, 6);
    expect(up.sentence).toMatch(
      /^Conversion 6\.0 % against 4\.0 %: \+50\.0 %, between \+\d.* at 95 % confidence: better$/,
    );
    const slower = assessEffect(
      mean,
      [{ baseline: of(5000, 100, 30), new: of(5000, 120, 30) }],
      5000,
    );
    expect(slower.verdict).toBe('worse');
  });

  it('is not seen in noise', () => {
    expect(
      assessEffect(
        conversion,
        [{ baseline: proportion(1000, 50), new: proportion(1000, 55) }],
        5000,
      ).verdict,
    ).toBe('no-clear-difference');
  });

  it('is not made up by a change of split between unlike stages', () => {
    const stages = [
      { baseline: proportion(19_000, 1900), new: proportion(1000, 100) },
      { baseline: proportion(10_000, 3000), new: proportion(10_000, 3000) },
    ];
    const effect = assessEffect(conversion, stages, 5000);
    expect(effect.change).toBeCloseTo(0, 9);
    expect(effect.verdict).toBe('no-clear-difference');
  });

  it('leaves out stages in which only one version served', () => {
    const stage = {
      baseline: proportion(20_000, 800),
      new: proportion(20_000, 1200),
    };
    expect(
      assessEffect(
        conversion,
        [stage, { baseline: undefined, new: proportion(90_000, 100) }],
        5000,
      ),
    ).toEqual(assessEffect(conversion, [stage], 5000));
  });
});

describe('no valid test', () => {
  it.each<[string, MetricDefinition, Observed | undefined, Observed, string]>([
    ['a quantile', latency, of(500, 198, 20), of(500, 212, 20), 'a quantile'],
    [
      'a rate',
      { ...latency, statistic: 'rate' },
      of(500, 198, 20),
      of(500, 212, 20),
      'a rate',
    ],
    [
      'few events',
      conversion,
      proportion(1000, 50),
      proportion(1000, 9),
      'the new version has only 9 of the 10 events',
    ],
    [
      'few failures to convert',
      conversion,
      proportion(1000, 995),
      proportion(1000, 500),
      'the baseline has only 5 of the 10 events',
    ],
    [
      'no concurrent baseline',
      conversion,
      undefined,
      proportion(1000, 50),
      'not both seen',
    ],
    [
      'means without sums',
      mean,
      { ...of(500, 100, 10), sumSquares: null },
      of(500, 100, 10),
      'came without sums',
    ],
    ['no variation', mean, of(500, 100, 0), of(500, 100, 0), 'do not vary'],
  ])('for %s', (_name, definition, baseline, arm, reason) => {
    const effect = assessEffect(definition, [{ baseline, new: arm }], 5000);
    expect(effect).toMatchObject({ verdict: 'no-valid-test', interval: null });
    expect(effect.sentence).toContain(`no valid test, as`);
    expect(effect.sentence).toContain(reason);
    expect(effect.new.value).not.toBeNull();
  });

  it('shows averages all the same', () => {
    expect(
      assessEffect(
        latency,
        [{ baseline: of(500, 200, 20), new: of(100, 210, 20) }],
        5000,
      ),
    ).toMatchObject({
      change: 0.05,
      baseline: { value: 200, count: 500 },
      new: { value: 210, count: 100 },
    });
  });

  it('and nothing at all before anything was seen', () => {
    expect(assessEffect(conversion, [], 5000)).toMatchObject({
      verdict: 'no-valid-test',
      change: null,
      new: { value: null, count: 0 },
    });
  });
});

it('scales with the unit in absolute terms and not in relative ones', () => {
  const moments = fc.tuple(
    fc.integer({ min: 50, max: 5000 }),
    fc.double({ min: 1, max: 100, noNaN: true }),
    fc.double({ min: 1, max: 50, noNaN: true }),
  );
  fc.assert(
    fc.property(
      moments,
      moments,
      fc.double({ min: 0.1, max: 1000, noNaN: true }),
      ([n, a, s], [m, b, t], k) => {
        const plain = assessEffect(
          mean,
          [{ baseline: of(n, a, s), new: of(m, b, t) }],
          5000,
        );
        const scaled = assessEffect(
          mean,
          [{ baseline: of(n, a * k, s * k), new: of(m, b * k, t * k) }],
          5000,
        );
        expect(scaled.change).toBeCloseTo(plain.change ?? NaN, 6);
        expect(scaled.interval?.low).toBeCloseTo(plain.interval?.low ?? NaN, 4);
      },
    ),
  );
});

it('tunes to the approved sample of a stage that splits everyone', () => {
  const plan = (minimumSample: number) =>
    makePlan({ stages: [makeStage({ exposure: 5000, minimumSample })] });
  expect(tuningOf(plan(2000))).toBe(4000);
  expect(tuningOf(plan(10))).toBe(100);
  expect(tuningOf(plan(0))).toBe(5000);
});
