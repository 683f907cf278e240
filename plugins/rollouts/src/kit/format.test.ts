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
  formatDuration,
  formatSeconds,
  formatShare,
  formatValue,
  widest,
} from './format';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('format', () => {
  it.each([
    [0, '0 %'],
    [1, '0.01 %'],
    [500, '5.0 %'],
    [1250, '12.5 %'],
    [10_000, '100 %'],
  ])('writes %d basis points as %s', (share, text) => {
    expect(plain(formatShare(share))).toBe(text);
  });

  it.each([
    [212.4, 'ms', '212 ms'],
    [0.0041, 'ratio', '0.4 %'],
    [3, 'furlongs', '3 furlongs'],
  ])('writes %d %s as %s', (value, unit, text) => {
    expect(plain(formatValue(value, unit))).toBe(text);
  });

  it('keeps a number and its unit on one line', () => {
    expect(formatShare(500)).not.toContain(' ');
    expect(formatChange(0.1)).not.toContain(' ');
  });

  it.each([
    [0, '0 s'],
    [59, '59 s'],
    [61, '1 min'],
    [3660, '1 h 1 min'],
    [7200, '2 h'],
    [90_000, '1 d 1 h'],
  ])('writes %d seconds as %s', (seconds, text) => {
    expect(plain(formatDuration(seconds))).toBe(text);
  });

  it('writes short spans to a tenth of a second', () => {
    expect(plain(formatSeconds(0.0321))).toBe('32 ms');
    expect(plain(formatSeconds(0.96))).toBe('1.0 s');
    expect(plain(formatSeconds(1.14))).toBe('1.1 s');
    expect(plain(formatSeconds(125))).toBe('2 min');
  });

  it.each([
    [{ internal: 0, everyone: 0 }, null, 0],
    [{ internal: 10_000, everyone: 0 }, 'internal', 10_000],
    [{ internal: 10_000, everyone: 500 }, 'everyone', 500],
  ])('reads %j as its widest audience', (exposure, audience, share) => {
    expect(widest(exposure)).toEqual({ audience, share });
  });
});
