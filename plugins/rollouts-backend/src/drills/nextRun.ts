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

import { instantOf } from '../freezes/recurrence';

const DAY_MS = 86_400_000;

/** The day that a time zone's calendar shows, `2026-11-30`. */
function dayIn(timeZone: string, at: Date): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone }).format(at);
}

function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS)
    .toISOString()
    .slice(0, 10);
}

export interface TimeOfDay {
  /** Of the day, in the time zone. */
  hour: number;
  /** IANA name. */
  timeZone: string;
}

/**
 * The first instant after `now` at that hour, at least so many calendar days
 * after today; pure.
 *
 * @throws RangeError for an unknown time zone.
 */
export function nextRun(
  { hour, timeZone }: TimeOfDay,
  now: Date,
  inDays: number,
): Date {
  const at = (day: string) =>
    instantOf(`${day}T${String(hour).padStart(2, '0')}:00`, timeZone);
  const day = addDays(dayIn(timeZone, now), inDays);
  return at(day) > now ? at(day) : at(addDays(day, 1));
}
