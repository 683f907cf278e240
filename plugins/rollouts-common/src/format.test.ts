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

import { formatCount, formatDuration, formatShare } from './format';

describe('formats', () => {
  it.each([
    [0, '0 %'],
    [1, '0.01 %'],
    [5, '0.05 %'],
    [10, '0.1 %'],
    [500, '5.0 %'],
    [999, '9.99 %'],
    [1000, '10 %'],
    [2500, '25 %'],
    [1234, '12.3 %'],
    [9999, '99.99 %'],
    [10_000, '100 %'],
  ])('%d basis points as %s', (basisPoints, text) => {
    expect(formatShare(basisPoints)).toBe(text);
  });

  it.each([
    [0, '0 seconds'],
    [1, '1 second'],
    [59.2, '60 seconds'],
    [119, '119 seconds'],
    [120, '2 minutes'],
    [121, '3 minutes'],
    [7200, '2 hours'],
    [172_800, '2 days'],
  ])('%d seconds as %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });

  it('counts in words', () => {
    expect(formatCount(1, 'approval')).toBe('one approval');
    expect(formatCount(2, 'approval')).toBe('2 approvals');
  });
});
