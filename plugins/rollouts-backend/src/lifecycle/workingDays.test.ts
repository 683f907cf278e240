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
import { addWorkingDays } from './workingDays';

describe('addWorkingDays', () => {
  it.each([
    ['2026-11-20T15:00:00.000Z', 2, '2026-11-24T15:00:00.000Z'],
    ['2026-11-21T15:00:00.000Z', 2, '2026-11-24T15:00:00.000Z'],
    ['2026-11-23T15:00:00.000Z', 2, '2026-11-25T15:00:00.000Z'],
  ])('from %s, %i on, is %s', (from, days, to) => {
    expect(addWorkingDays(new Date(from), days).toISOString()).toBe(to);
  });

  it('never comes to a weekend', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true }),
        fc.integer({ min: 1, max: 20 }),
        (from, days) => {
          const to = addWorkingDays(from, days);
          expect([0, 6]).not.toContain(to.getUTCDay());
        },
      ),
    );
  });
});
