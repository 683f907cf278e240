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
import { RandomStream } from '../traffic/random';
import { pickBackend } from './routeTable';

const backends = (weights: readonly number[]) =>
  weights.map((weight, index) => ({
    namespace: 'shop',
    name: `b${index}`,
    weight,
    permitted: true,
  }));

const draw = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const weights = fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 16 });

describe('pickBackend', () => {
  it('picks by share of the sum', () => {
    fc.assert(
      fc.property(fc.integer(), fc.nat(10_000), (seed, weight) => {
        const pair = backends([10_000 - weight, weight]);
        const random = new RandomStream(seed, 'pick');
        const count = 4000;
        let hits = 0;
        for (let index = 0; index < count; index += 1) {
          hits += pickBackend(pair, random.uniform())?.name === 'b1' ? 1 : 0;
        }
        const share = weight / 10_000;
        // Six standard errors, and some hits more for very small shares.
        const tolerance =
          6 * Math.sqrt((share * (1 - share)) / count) + 10 / count;
        expect(Math.abs(hits / count - share)).toBeLessThanOrEqual(tolerance);
      }),
    );
  });

  it('never picks a weight of 0 and always picks when there is another', () => {
    fc.assert(
      fc.property(weights, draw, (all, luck) => {
        const picked = pickBackend(backends(all), luck);
        const total = all.reduce((sum, weight) => sum + weight, 0);
        expect(picked === undefined).toBe(total === 0);
        expect(picked?.weight).not.toBe(0);
      }),
    );
  });
});
