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
import type { Point } from '@stagecraft/backstage-plugin-rollouts-common';
import { crossingsOf } from './crossings';

function points(...values: (number | null)[]): Point[] {
  return values.map((value, index) => ({
    at: new Date(index * 60_000).toISOString(),
    value,
    count: value === null ? 0 : 100,
  }));
}

const THRESHOLD = {
  check: { kind: 'threshold', limit: 300 },
  confirmations: 2,
  minimumCount: 50,
} as const;

describe('crossings', () => {
  it.each([
    ['below the limit', [100, 299], { failed: 0, breaches: 0, usable: 2 }],
    ['at the limit holds', [300], { failed: 0, breaches: 0, usable: 1 }],
    [
      'once is no breach',
      [301, 100, 301],
      { failed: 2, breaches: 0, usable: 3 },
    ],
    [
      'twice in a row is one',
      [301, 301],
      { failed: 2, breaches: 1, usable: 2 },
    ],
    [
      'longer is still one',
      [301, 301, 301],
      { failed: 3, breaches: 1, usable: 3 },
    ],
    [
      'twice, apart, are two',
      [301, 301, 1, 301, 301],
      { failed: 4, breaches: 2, usable: 5 },
    ],
    [
      'a gap does not end a run',
      [301, null, 301],
      { failed: 2, breaches: 1, usable: 2 },
    ],
  ])('%s', (_, values, expected) => {
    expect(
      crossingsOf(points(...values), THRESHOLD, 'lower-is-better'),
    ).toMatchObject(expected);
  });

  it('crosses downwards where higher is better', () => {
    const { failed } = crossingsOf(
      points(299, 300, 301),
      THRESHOLD,
      'higher-is-better',
    );
    expect(failed).toBe(1);
  });

  it('does not judge looks with too few observations', () => {
    const few = points(400).map(point => ({ ...point, count: 49 }));
    expect(crossingsOf(few, THRESHOLD, 'lower-is-better')).toMatchObject({
      usable: 0,
      failed: 0,
    });
  });

  it('compares each look with the one before it when the check is relative', () => {
    const relative = {
      ...THRESHOLD,
      check: { kind: 'relative', maxChange: 0.2 },
      confirmations: 1,
    } as const;
    const { looks, usable, failed } = crossingsOf(
      points(100, 120, 145, null, 174),
      relative,
      'lower-is-better',
    );
    expect(looks.map(look => look.outcome)).toEqual([
      'unusable',
      'passed',
      'failed',
      'unusable',
      'passed',
    ]);
    expect(looks.map(look => look.limit)).toEqual([null, 120, 144, 174, 174]);
    expect([usable, failed]).toEqual([3, 1]);
  });

  it('judges nothing without a limit', () => {
    const open = {
      ...THRESHOLD,
      check: { kind: 'threshold', limit: null },
    } as const;
    expect(crossingsOf(points(1, 2), open, 'lower-is-better').usable).toBe(0);
  });

  it('fails less, and breaches no more often, the further the limit is', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 500 }), { maxLength: 40 }),
        fc.integer({ min: 0, max: 500 }),
        fc.nat(200),
        (values, limit, further) => {
          const at = (each: number) =>
            crossingsOf(
              points(...values),
              {
                ...THRESHOLD,
                confirmations: 1,
                check: { kind: 'threshold', limit: each },
              },
              'lower-is-better',
            );
          const near = at(limit);
          const far = at(limit + further);
          expect(far.failed).toBeLessThanOrEqual(near.failed);
          expect(near.breaches).toBeLessThanOrEqual(near.failed);
          expect(near.failed).toBeLessThanOrEqual(near.usable);
        },
      ),
    );
  });
});
