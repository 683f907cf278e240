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
import type {
  Freeze,
  FreezeTiming,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { startsBetween, type RecurringTiming } from './recurrence';
import { timingProblems } from './timingProblems';
import { inForce, standing, union, windowsBetween } from './windows';

const NOW = new Date('2026-11-22T12:00:00.000Z');
const HOUR = 3_600_000;

function nightly(over: Partial<RecurringTiming> = {}): RecurringTiming {
  return {
    kind: 'recurring',
    rule: 'FREQ=DAILY',
    start: '2026-01-01T22:00',
    durationSeconds: 8 * 3600,
    timeZone: 'Europe/Berlin',
    ...over,
  };
}

type Timed = Pick<Freeze, 'timing' | 'moved' | 'ended'>;

function freeze(timing: FreezeTiming, over: Partial<Timed> = {}): Timed {
  return { timing, moved: [], ended: null, ...over };
}

function starts(timing: RecurringTiming, from: string, to: string): string[] {
  return startsBetween(timing, new Date(from), new Date(to)).map(at =>
    at.toISOString().replace(':00.000Z', 'Z'),
  );
}

describe('the starts of a recurring freeze', () => {
  it.each<[string, RecurringTiming, string, string, string[]]>([
    [
      'every night, over the change to summer time',
      nightly(),
      '2026-03-27T00:00Z',
      '2026-03-31T00:00Z',
      [
        '2026-03-27T21:00Z',
        '2026-03-28T21:00Z',
        '2026-03-29T20:00Z',
        '2026-03-30T20:00Z',
      ],
    ],
    [
      'every night, over the change to winter time',
      nightly(),
      '2026-10-23T00:00Z',
      '2026-10-27T00:00Z',
      [
        '2026-10-23T20:00Z',
        '2026-10-24T20:00Z',
        '2026-10-25T21:00Z',
        '2026-10-26T21:00Z',
      ],
    ],
    [
      'in the hour that is skipped, by the offset before it, and never left out',
      nightly({ start: '2026-01-01T02:30' }),
      '2026-03-28T00:00Z',
      '2026-03-31T00:00Z',
      ['2026-03-28T01:30Z', '2026-03-29T01:30Z', '2026-03-30T00:30Z'],
    ],
    [
      'in the hour that comes twice, once, at its first time',
      nightly({ start: '2026-01-01T02:30' }),
      '2026-10-24T00:00Z',
      '2026-10-27T00:00Z',
      ['2026-10-24T00:30Z', '2026-10-25T00:30Z', '2026-10-26T01:30Z'],
    ],
    [
      'across the date line',
      nightly({ timeZone: 'Pacific/Kiritimati', start: '2026-01-01T01:00' }),
      '2026-06-01T00:00Z',
      '2026-06-03T00:00Z',
      ['2026-06-01T11:00Z', '2026-06-02T11:00Z'],
    ],
    [
      'on the fourth Friday of November',
      nightly({
        rule: 'FREQ=YEARLY;BYMONTH=11;BYDAY=4FR',
        start: '2020-01-01T00:00',
        timeZone: 'UTC',
      }),
      '2026-01-01T00:00Z',
      '2029-01-01T00:00Z',
      ['2026-11-27T00:00Z', '2027-11-26T00:00Z', '2028-11-24T00:00Z'],
    ],
    [
      'on the last working day of a month',
      nightly({
        rule: 'RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
        timeZone: 'UTC',
      }),
      '2026-04-01T00:00Z',
      '2026-07-01T00:00Z',
      ['2026-04-30T22:00Z', '2026-05-29T22:00Z', '2026-06-30T22:00Z'],
    ],
    [
      'so often and no more',
      nightly({ rule: 'FREQ=DAILY;COUNT=2', timeZone: 'UTC' }),
      '2026-01-01T00:00Z',
      '2027-01-01T00:00Z',
      ['2026-01-01T22:00Z', '2026-01-02T22:00Z'],
    ],
    [
      'until an instant, not until the same local time',
      nightly({ rule: 'FREQ=DAILY;UNTIL=20260102T210000Z' }),
      '2026-01-01T00:00Z',
      '2027-01-01T00:00Z',
      ['2026-01-01T21:00Z', '2026-01-02T21:00Z'],
    ],
    [
      'until a day, that day included',
      nightly({ rule: 'freq=daily;until=20260102' }),
      '2026-01-01T00:00Z',
      '2027-01-01T00:00Z',
      ['2026-01-01T21:00Z', '2026-01-02T21:00Z'],
    ],
  ])('come %s', (_, timing, from, to, expected) => {
    expect(timingProblems(timing, new Date(from))).toEqual([]);
    expect(starts(timing, from, to)).toEqual(expected);
  });

  it('are the same whatever the time is asked in pieces of', () => {
    const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe'];
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.constantFrom('DAILY', 'WEEKLY', 'MONTHLY'),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 0, max: 23 }),
        fc.integer({ min: 1, max: 399 }),
        (timeZone, often, interval, hour, day) => {
          const timing = nightly({
            timeZone,
            rule: `FREQ=${often};INTERVAL=${interval}`,
            start: `2026-01-01T${String(hour).padStart(2, '0')}:30`,
          });
          const from = new Date('2026-01-01T00:00Z');
          const to = new Date('2027-02-05T00:00Z');
          const middle = new Date(from.getTime() + day * 24 * HOUR);
          const all = startsBetween(timing, from, to);
          expect([
            ...startsBetween(timing, from, middle),
            ...startsBetween(timing, middle, to),
          ]).toEqual(all);
          expect([...all].sort((a, b) => Number(a) - Number(b))).toEqual(all);
          expect(new Set(all.map(Number)).size).toBe(all.length);
        },
      ),
      { numRuns: 25 },
    );
  });
});

describe('a timing that is wrong', () => {
  it.each<[string, FreezeTiming, string, RegExp]>([
    [
      'without end, every second',
      nightly({ rule: 'FREQ=SECONDLY' }),
      'rule',
      /does not come again secondly/,
    ],
    [
      'every second of a day by a part',
      nightly({ rule: 'FREQ=DAILY;BYSECOND=0,1,2' }),
      'rule',
      /has no part BYSECOND/,
    ],
    ['no rule', nightly({ rule: 'now and then' }), 'rule', /has no part/],
    ['no frequency', nightly({ rule: 'BYDAY=MO' }), 'rule', /FREQ is missing/],
    [
      'a part twice',
      nightly({ rule: 'FREQ=DAILY;FREQ=WEEKLY' }),
      'rule',
      /FREQ twice/,
    ],
    [
      'a day of no week',
      nightly({ rule: 'FREQ=WEEKLY;BYDAY=XX' }),
      'rule',
      /BYDAY can not be XX/,
    ],
    [
      'an interval of nothing',
      nightly({ rule: 'FREQ=DAILY;INTERVAL=0' }),
      'rule',
      /INTERVAL can not be 0/,
    ],
    [
      'the fifth Friday of a day',
      nightly({ rule: 'FREQ=DAILY;BYDAY=5FR' }),
      'rule',
      /BYDAY counts no days of a DAILY rule/,
    ],
    [
      'a pick among nothing',
      nightly({ rule: 'FREQ=DAILY;BYSETPOS=-31' }),
      'rule',
      /BYSETPOS picks among/,
    ],
    [
      'a day of the month in a week',
      nightly({ rule: 'FREQ=WEEKLY;BYMONTHDAY=31' }),
      'rule',
      /no BYMONTHDAY/,
    ],
    [
      'two ends',
      nightly({ rule: 'FREQ=DAILY;COUNT=3;UNTIL=20270101' }),
      'rule',
      /both COUNT and UNTIL/,
    ],
    [
      'a day that never is',
      nightly({ rule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' }),
      'rule',
      /does not come in the next 5 years/,
    ],
    [
      'over already',
      nightly({ rule: 'FREQ=DAILY;COUNT=2' }),
      'rule',
      /does not come/,
    ],
    [
      'an end that is no date',
      nightly({ rule: 'FREQ=DAILY;UNTIL=20261345' }),
      'rule',
      /does not come/,
    ],
    [
      'a zone that is none',
      nightly({ timeZone: 'Mars/Olympus' }),
      'timeZone',
      /no time zone Mars\/Olympus/,
    ],
    [
      'a day that is none',
      nightly({ start: '2026-02-30T22:00' }),
      'start',
      /no time 2026-02-30/,
    ],
    [
      'an end before its start',
      {
        kind: 'one-off',
        start: '2026-12-02T00:00:00Z',
        end: '2026-12-01T00:00:00Z',
      },
      'end',
      /end before it starts/,
    ],
    [
      'an end in the past',
      {
        kind: 'one-off',
        start: '2026-11-01T00:00:00Z',
        end: '2026-11-02T00:00:00Z',
      },
      'end',
      /lies in the past/,
    ],
    [
      'longer than a year',
      {
        kind: 'one-off',
        start: '2026-12-01T00:00:00Z',
        end: '2028-12-01T00:00:00Z',
      },
      'end',
      /longer than a year/,
    ],
  ])('%s names its field', (_, timing, field, message) => {
    const problems = timingProblems(timing, NOW);
    expect(problems[0]).toMatchObject({
      path: [field],
      message: expect.stringMatching(message),
      remedy: expect.stringMatching(/\w/),
    });
  });

  it('never takes long to find, whatever is written', () => {
    const word = fc.constantFrom(
      'FREQ=DAILY',
      'FREQ=YEARLY',
      'FREQ=HOURLY',
      'BYMONTHDAY=31',
      'BYMONTH=2',
      'BYDAY=5FR',
      'BYSETPOS=-31',
      'COUNT=9999',
      'INTERVAL=999',
      'UNTIL=99991231',
      '=',
      ';',
      'é',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(word, fc.string())), parts => {
        const timing = nightly({ rule: parts.join(';') });
        // Time of this process alone: others may have the processor.
        const before = process.cpuUsage();
        timingProblems(timing, NOW);
        const { user, system } = process.cpuUsage(before);
        expect(user + system).toBeLessThan(2_000_000);
      }),
      { numRuns: 150 },
    );
  });
});

describe('the windows of a freeze', () => {
  const oneOff = {
    kind: 'one-off',
    start: '2026-11-22T10:00:00.000Z',
    end: '2026-11-22T14:00:00.000Z',
  } as const;
  const by = { actor: { kind: 'person', ref: 'user:default/o', name: 'O' } };

  it.each<[string, string, boolean]>([
    ['a moment before', '2026-11-22T09:59:59.999Z', false],
    ['at its start', '2026-11-22T10:00:00.000Z', true],
    ['a moment before its end', '2026-11-22T13:59:59.999Z', true],
    ['at its end', '2026-11-22T14:00:00.000Z', false],
  ])('hold from the start until before the end: %s', (_, at, holds) => {
    expect(inForce(freeze(oneOff), new Date(at)) !== null).toBe(holds);
  });

  it('last as long in real time on the night that clocks change', () => {
    const [night] = windowsBetween(
      freeze(nightly()),
      new Date('2026-10-24T20:00Z'),
      new Date('2026-10-24T21:00Z'),
    );
    expect(night).toEqual({
      start: '2026-10-24T20:00:00.000Z',
      end: '2026-10-25T04:00:00.000Z',
    });
  });

  it('end when the freeze was ended, and none come after', () => {
    const ended = { ...by, reason: 'Over', at: '2026-11-22T11:00:00.000Z' };
    expect(
      windowsBetween(
        freeze(oneOff, { ended } as Partial<Timed>),
        new Date('2026-11-22T00:00Z'),
        new Date('2026-11-23T00:00Z'),
      ),
    ).toEqual([{ ...oneOff, kind: undefined, end: ended.at }]);
    expect(
      standing(freeze(nightly(), { ended } as Partial<Timed>), NOW),
    ).toEqual({ state: 'past', window: null });
  });

  it('end when a window was moved, and only that one', () => {
    const start = '2026-11-21T21:00:00.000Z';
    const moved = [{ start, end: '2026-11-22T13:00:00.000Z' }];
    const timed = freeze(nightly(), { moved });
    expect(inForce(timed, NOW)).toEqual(moved[0]);
    expect(standing(freeze(nightly()), NOW)).toEqual({
      state: 'upcoming',
      window: {
        start: '2026-11-22T21:00:00.000Z',
        end: '2026-11-23T05:00:00.000Z',
      },
    });
  });

  it('are told for a freeze that first comes in years', () => {
    const timing = nightly({
      rule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29',
      timeZone: 'UTC',
    });
    expect(standing(freeze(timing), NOW).window?.start).toBe(
      '2028-02-29T22:00:00.000Z',
    );
  });

  it('of an open end last until it is ended', () => {
    const open = freeze({ ...oneOff, end: null });
    expect(inForce(open, new Date('2036-01-01T00:00Z'))).toEqual({
      start: oneOff.start,
      end: null,
    });
  });

  it('hold as one where they overlap', () => {
    const at = (hour: number) =>
      new Date(NOW.getTime() + hour * HOUR).toISOString();
    const window = fc.record({
      start: fc.integer({ min: 0, max: 40 }),
      length: fc.integer({ min: 1, max: 9 }),
    });
    fc.assert(
      fc.property(fc.array(window, { maxLength: 8 }), drawn => {
        const windows = drawn.map(({ start, length }) => ({
          start: at(start),
          end: at(start + length),
        }));
        const joined = union(windows);
        const covers = (all: typeof joined, hour: number) =>
          all.some(({ start, end }) => {
            const moment = at(hour + 0.5);
            return start <= moment && (end === null || moment < end);
          });
        for (let hour = 0; hour < 50; hour += 1) {
          expect(covers(joined, hour)).toBe(covers(windows, hour));
        }
        joined.slice(1).forEach((next, index) => {
          expect(next.start > (joined[index].end ?? '')).toBe(true);
        });
      }),
    );
  });
});
