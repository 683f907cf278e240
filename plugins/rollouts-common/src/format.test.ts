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

import {
  formatChange,
  formatCount,
  formatDuration,
  formatShare,
  formatValue,
  nameOfRef,
} from './format';

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
    [121, '2 minutes'],
    [7200, '2 hours'],
    [172_800, '2 days'],
    [7199, '2 hours'],
    [7140, '119 minutes'],
  ])('%d seconds as %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });

  it.each([
    [212, 'ms', '212 ms'],
    [88.4567, 'ms', '88.5 ms'],
    [12_345.6, 'ms', '12346 ms'],
    [1.5, 's', '1.5 s'],
    [0.012, 'ratio', '1.2 %'],
    [0.0004, 'ratio', '0.04 %'],
    [0, 'ratio', '0 %'],
    [0.9996, 'ratio', '99.96 %'],
    [0.99999, 'ratio', '99.99 %'],
    [1, 'ratio', '100 %'],
    [12, 'per-second', '12 a second'],
    [3, 'count', '3'],
  ] as const)('%d in %s as %s', (value, unit, text) => {
    expect(formatValue(value, unit)).toBe(text);
  });

  it('signs a change', () => {
    expect(formatChange(0.076)).toBe('+7.6 %');
    expect(formatChange(-1.234)).toBe('-123 %');
    expect(formatChange(0)).toBe('0 %');
  });

  it('counts in words', () => {
    expect(formatCount(1, 'approval')).toBe('one approval');
    expect(formatCount(2, 'approval')).toBe('2 approvals');
  });

  it('names people and groups without kind and namespace', () => {
    expect(nameOfRef('group:default/storefront-owners')).toBe(
      'storefront-owners',
    );
  });
});
