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

import { hoursOn, monthAfter, rangeOf, weeksOf, windowsOn } from './weeks';

const november = new Date(2026, 10, 1);

describe('a month', () => {
  it('has whole weeks, from Monday on', () => {
    const weeks = weeksOf(november);
    expect(weeks.map(week => week.length)).toEqual([7, 7, 7, 7, 7, 7]);
    expect(weeks[0][0].start).toEqual(new Date(2026, 9, 26));
    expect(weeks[0].map(day => day.inMonth)).toEqual([
      false,
      false,
      false,
      false,
      false,
      false,
      true,
    ]);
    expect(weeks[5][6].start).toEqual(new Date(2026, 11, 6));
  });

  it('is followed by the next, also over the year', () => {
    expect(monthAfter(november, 2)).toEqual(new Date(2027, 0, 1));
    expect(monthAfter(new Date(2027, 0, 31), -1)).toEqual(
      new Date(2026, 11, 1),
    );
  });

  it('ends when its last week is over', () => {
    expect(rangeOf(november).to).toBe(new Date(2026, 11, 7).toISOString());
  });
});

it.each<[string, number, number | null, boolean]>([
  ['within', 10, 12, true],
  ['over the whole day', -30, 60, true],
  ['until its first moment', -2, 0, false],
  ['from its last moment on', 24, 25, false],
  ['open', -30, null, true],
])('a window %s is told on a day', (_, from, to, expected) => {
  const day = new Date(2026, 10, 12);
  const at = (hours: number) =>
    new Date(day.getTime() + hours * 3_600_000).toISOString();
  const end = to === null ? null : at(to);
  const windows = [{ freezeId: 'f', start: at(from), end }];
  expect(windowsOn(day, windows)).toHaveLength(expected ? 1 : 0);
});

it.each<[string, number, number | null, number | null, number | null]>([
  ['begins and ends', 10, 12, 10, 12],
  ['ends only', -30, 6, null, 6],
  ['begins only', 18, 60, 18, null],
  ['does neither', -30, null, null, null],
])(
  'tells the hours of a window that %s on a day',
  (_, from, to, begins, ends) => {
    const day = new Date(2026, 10, 12);
    const at = (hours: number) => new Date(day.getTime() + hours * 3_600_000);
    const end = to === null ? null : at(to).toISOString();
    expect(
      hoursOn(day, { freezeId: 'f', start: at(from).toISOString(), end }),
    ).toEqual({
      from: begins === null ? null : at(begins),
      until: ends === null ? null : at(ends),
    });
  },
);
