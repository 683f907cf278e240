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
import { startsBetween } from './recurrence';

const DAY_MS = 86_400_000;
const DAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
const ZONES = [
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'America/Sao_Paulo',
  'UTC',
];

/** A rule in parts, as a calendar on the wall is read by it. */
interface Drawn {
  often: string;
  interval: number;
  /** Days of the week; in a month, which of them: 0 for each. */
  days: { day: string; nth: number }[] | null;
  months: number[] | null;
  monthDays: number[] | null;
  weekStart: string;
  count: number | null;
}

function textOf(rule: Drawn): string {
  const { often, interval, days, months, monthDays, weekStart, count } = rule;
  return [
    `FREQ=${often};INTERVAL=${interval};WKST=${weekStart}`,
    days && `BYDAY=${days.map(({ day, nth }) => `${nth || ''}${day}`)}`,
    months && `BYMONTH=${months}`,
    monthDays && `BYMONTHDAY=${monthDays}`,
    count && `COUNT=${count}`,
  ]
    .filter(part => part !== null)
    .join(';');
}

function partsOf(day: number) {
  const at = new Date(day);
  const [year, month] = [at.getUTCFullYear(), at.getUTCMonth()];
  return {
    months: year * 12 + month,
    month: month + 1,
    ofMonth: at.getUTCDate(),
    ofWeek: DAYS[at.getUTCDay()],
    length: new Date(Date.UTC(year, month + 1, 0)).getUTCDate(),
  };
}

function weeks(day: number, weekStart: string): number {
  const since = new Date(day).getUTCDay() - DAYS.indexOf(weekStart);
  return Math.round((day / DAY_MS - ((since + 7) % 7)) / 7);
}

/** How many days, weeks or months of the rule lie between. */
function periods(rule: Drawn, start: number, day: number): number {
  switch (rule.often) {
    case 'DAILY':
      return (day - start) / DAY_MS;
    case 'WEEKLY':
      return weeks(day, rule.weekStart) - weeks(start, rule.weekStart);
    default:
      return partsOf(day).months - partsOf(start).months;
  }
}

function isOn(rule: Drawn, start: number, day: number): boolean {
  const { month, ofMonth, ofWeek, length } = partsOf(day);
  const fromEnd = ofMonth - length - 1;
  if (periods(rule, start, day) % rule.interval !== 0) return false;
  if (rule.months && !rule.months.includes(month)) return false;
  const { days, monthDays, often } = rule;
  if (monthDays && ![ofMonth, fromEnd].some(each => monthDays.includes(each))) {
    return false;
  }
  if (days) {
    const nths = [0, Math.ceil(ofMonth / 7), -Math.ceil(-fromEnd / 7)];
    return days.some(each => each.day === ofWeek && nths.includes(each.nth));
  }
  if (monthDays || often === 'DAILY') return true;
  return often === 'WEEKLY'
    ? ofWeek === partsOf(start).ofWeek
    : ofMonth === partsOf(start).ofMonth;
}

const FORMATS = new Map(
  ZONES.map(timeZone => [
    timeZone,
    new Intl.DateTimeFormat('sv', {
      timeZone,
      dateStyle: 'short',
      timeStyle: 'short',
    }),
  ]),
);

/** `2026-03-29T03:30` by that zone's clocks, as the platform tells it. */
function clocks(at: Date, timeZone: string): string | undefined {
  return FORMATS.get(timeZone)?.format(at).replace(' ', 'T');
}

const some = <T>(values: readonly T[], most = 3) =>
  fc.option(
    fc.uniqueArray(fc.constantFrom(...values), {
      minLength: 1,
      maxLength: most,
    }),
  );

const drawn = fc
  .record({
    often: fc.constantFrom('DAILY', 'WEEKLY', 'MONTHLY'),
    interval: fc.integer({ min: 1, max: 4 }),
    days: some(DAYS),
    nths: fc.array(fc.constantFrom(0, 1, 2, 5, -1), {
      minLength: 3,
      maxLength: 3,
    }),
    months: some([1, 2, 3, 10, 11, 12]),
    monthDays: some([1, 13, 28, 29, 30, 31, -1, -31]),
    weekStart: fc.constantFrom(...DAYS),
    count: fc.option(fc.integer({ min: 1, max: 40 })),
  })
  .map(
    ({ days, nths, monthDays, ...rule }): Drawn => ({
      ...rule,
      monthDays: rule.often === 'WEEKLY' ? null : monthDays,
      days:
        days &&
        days.map((day, index) => ({
          day,
          nth: rule.often === 'MONTHLY' ? nths[index] : 0,
        })),
    }),
  );

it('comes on the days that a calendar read day by day says, at that time by the clocks', () => {
  fc.assert(
    fc.property(
      drawn,
      fc.integer({ min: 0, max: 700 }),
      fc.constantFrom('00:30', '01:45', '02:15', '02:30', '23:30'),
      fc.constantFrom(...ZONES),
      (rule, offset, time, timeZone) => {
        const start = Date.UTC(2025, 0, 1) + offset * DAY_MS;
        const all = Array.from({ length: 1100 }, (_, n) => start + n * DAY_MS);
        const expected = all
          .filter(day => isOn(rule, start, day))
          .slice(0, rule.count ?? undefined)
          .map(day => new Date(day).toISOString().slice(0, 10));
        const starts = startsBetween(
          {
            kind: 'recurring',
            rule: textOf(rule),
            start: `${new Date(start).toISOString().slice(0, 10)}T${time}`,
            durationSeconds: 3600,
            timeZone,
          },
          new Date(start - 2 * DAY_MS),
          new Date(start + 1090 * DAY_MS),
        );
        const told = starts.map(at => clocks(at, timeZone) ?? '');
        expect(told.map(at => at.slice(0, 10))).toEqual(
          expected.slice(0, told.length),
        );
        // Those of the last ten days may lie beyond what was asked.
        expect(expected.length - told.length).toBeLessThanOrEqual(11);
        for (const [index, at] of told.entries()) {
          // What is skipped is told later; what comes twice, the first time.
          const isSkipped = at.slice(11) !== time;
          const before = new Date(starts[index].getTime() - 3_600_000);
          expect(isSkipped ? at.slice(11) > time : true).toBe(true);
          expect(clocks(before, timeZone)).not.toBe(at);
        }
      },
    ),
    { numRuns: 60, seed: 20261123 },
  );
});
