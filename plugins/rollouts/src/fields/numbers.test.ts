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
import {
  BASIS_POINTS,
  parseNumber,
  PLAIN,
  RATIO,
  shown,
  stored,
  unitOf,
  UNITS,
} from './numbers';

describe('numbers as people write them', () => {
  it.each([
    ['2,5', 2.5],
    [' 1 000 ', 1000],
    ['', null],
    ['abc', null],
    ['1e400', null],
  ])('%p is %p', (text, value) => {
    expect(parseNumber(text)).toBe(value);
  });

  it('writes basis points and ratios as percent', () => {
    expect(stored('5', BASIS_POINTS)).toBe(500);
    expect(shown(7, BASIS_POINTS)).toBe('0.07');
    expect(stored('7', RATIO)).toBe(0.07);
    expect(shown(0.07, RATIO)).toBe('7');
  });

  it.each([PLAIN, BASIS_POINTS, RATIO])('shows what it stores: %p', scale => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), value => {
        expect(stored(shown(value, scale), scale)).toBe(value);
      }),
    );
  });

  it('picks the largest unit without a fraction', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 90 * 86_400 }), seconds => {
        expect(seconds % UNITS[unitOf(seconds)]).toBe(0);
      }),
    );
    expect([90, 120, 7200, 172_800].map(unitOf)).toEqual([
      'seconds',
      'minutes',
      'hours',
      'days',
    ]);
  });
});
