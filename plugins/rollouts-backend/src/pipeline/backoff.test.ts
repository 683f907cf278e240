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
import { backoffMs } from './backoff';

describe('backoffMs', () => {
  it('doubles up to the cap', () => {
    const pauses = [1, 2, 3, 4, 5].map(attempts =>
      backoffMs(attempts, { baseMs: 100, capMs: 700 }, () => 1),
    );
    expect(pauses).toEqual([100, 200, 400, 700, 700]);
  });

  it('leaves at most half to chance', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 10_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (attempts, chance) => {
          const limits = { baseMs: 50, capMs: 10_000 };
          const full = backoffMs(attempts, limits, () => 1);
          const pause = backoffMs(attempts, limits, () => chance);
          expect(pause).toBeGreaterThanOrEqual(full / 2);
          expect(pause).toBeLessThanOrEqual(full);
          expect(full).toBeLessThanOrEqual(10_000);
        },
      ),
    );
  });
});
