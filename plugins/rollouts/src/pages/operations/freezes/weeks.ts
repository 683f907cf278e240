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

import type { FreezeList } from '../../../data/useFreezes';

export interface Day {
  /** Midnight of the day, in the viewer's zone. */
  start: Date;
  inMonth: boolean;
}

export type Window = FreezeList['windows'][number];

function dayAfter(day: Date, days: number): Date {
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + days);
}

export function monthAfter(month: Date, months: number): Date {
  return new Date(month.getFullYear(), month.getMonth() + months, 1);
}

/** The weeks of a month, from Monday on, in the viewer's zone. */
export function weeksOf(month: Date): Day[][] {
  const first = new Date(month.getFullYear(), month.getMonth(), 1);
  const before = (first.getDay() + 6) % 7;
  const weeks: Day[][] = [];
  for (
    let monday = dayAfter(first, -before);
    monday < monthAfter(first, 1);
    monday = dayAfter(monday, 7)
  ) {
    weeks.push(
      Array.from({ length: 7 }, (_, index) => {
        const start = dayAfter(monday, index);
        return { start, inMonth: start.getMonth() === first.getMonth() };
      }),
    );
  }
  return weeks;
}

/** The instants that the weeks of a month lie between. */
export function rangeOf(month: Date): { from: string; to: string } {
  const days = weeksOf(month).flat();
  return {
    from: days[0].start.toISOString(),
    to: dayAfter(days[days.length - 1].start, 1).toISOString(),
  };
}

/** When a window begins and ends on a day; null where not on this one. */
export function hoursOn(
  day: Date,
  { start, end }: Window,
): { from: Date | null; until: Date | null } {
  const next = dayAfter(day, 1);
  const from = new Date(start);
  const until = end === null ? null : new Date(end);
  return {
    from: from > day ? from : null,
    until: until && until < next ? until : null,
  };
}

/** The windows that some part of a day lies in. */
export function windowsOn(day: Date, windows: readonly Window[]): Window[] {
  const from = day.getTime();
  const to = dayAfter(day, 1).getTime();
  return windows.filter(
    ({ start, end }) =>
      Date.parse(start) < to && (end === null || Date.parse(end) > from),
  );
}
