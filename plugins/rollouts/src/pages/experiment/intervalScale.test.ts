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
import { BETTER } from '../../testing';
import { betterSide, intervalScale, type Measured } from './intervalScale';

const measured = fc
  .tuple(
    fc.double({ min: -1, max: 5, noNaN: true }),
    fc.double({ min: 0, max: 2, noNaN: true }),
    fc.double({ min: 0, max: 2, noNaN: true }),
  )
  .map(
    ([change, below, above]): Measured => ({
      ...BETTER,
      change,
      interval: { low: change - below, high: change + above },
    }),
  );

describe('the scale of an interval', () => {
  it('shows the whole interval and no change', () => {
    fc.assert(
      fc.property(measured, effect => {
        const { from, to } = intervalScale(effect);
        expect(from).toBeLessThan(Math.min(0, effect.interval.low));
        expect(to).toBeGreaterThan(Math.max(0, effect.interval.high));
      }),
    );
  });

  it.each([
    ['higher-is-better', { from: 0, to: 2 }],
    ['lower-is-better', { from: -1, to: 0 }],
  ] as const)('puts better where %s', (direction, side) => {
    expect(betterSide({ direction }, { from: -1, to: 2 })).toEqual(side);
  });
});
