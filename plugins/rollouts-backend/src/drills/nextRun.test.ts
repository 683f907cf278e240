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
import { NOW } from '../testing/plans';
import { nextRun } from './nextRun';

describe('the next run of a schedule', () => {
  const berlin = { hour: 9, timeZone: 'Europe/Berlin' };

  it.each<[string, Parameters<typeof nextRun>, string]>([
    [
      'the same day',
      [berlin, new Date('2026-11-23T07:00:00Z'), 0],
      '2026-11-23T08:00:00.000Z',
    ],
    [
      'the next day once the hour has passed',
      [berlin, new Date('2026-11-23T08:00:00Z'), 0],
      '2026-11-24T08:00:00.000Z',
    ],
    [
      'so many days later',
      [berlin, new Date('2026-11-23T08:00:01Z'), 7],
      '2026-11-30T08:00:00.000Z',
    ],
    [
      'so many days after it was made up for, at its hour',
      [berlin, new Date('2026-11-23T05:00:00Z'), 7],
      '2026-11-30T08:00:00.000Z',
    ],
    [
      'by the clocks of summer',
      [berlin, new Date('2026-03-28T08:00:01Z'), 1],
      '2026-03-29T07:00:00.000Z',
    ],
    [
      'where the hour is skipped',
      [{ ...berlin, hour: 2 }, new Date('2026-03-28T23:30:00Z'), 0],
      '2026-03-29T01:00:00.000Z',
    ],
  ])('is %s', (_, input, expected) => {
    expect(nextRun(...input).toISOString()).toBe(expected);
  });

  it('lies ahead, at its hour, that many days away at most one more', () => {
    fc.assert(
      fc.property(
        fc.nat(730),
        fc.nat(23),
        fc.date({
          min: new Date('2025-01-01'),
          max: new Date('2028-01-01'),
          noInvalidDate: true,
        }),
        (days, hour, now) => {
          const next = nextRun({ hour, timeZone: 'UTC' }, now, days);
          const away = (next.getTime() - now.getTime()) / 86_400_000;
          expect(next > now).toBe(true);
          expect(away).toBeGreaterThan(days - 1);
          expect(away).toBeLessThanOrEqual(days + 1);
          expect(next.getUTCHours()).toBe(hour);
        },
      ),
    );
  });

  it('refuses a time zone that there is none of', () => {
    expect(() =>
      nextRun({ ...berlin, timeZone: 'Mars/North' }, NOW, 7),
    ).toThrow(RangeError);
  });
});
