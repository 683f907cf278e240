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

export const PERIODS = [
  'days28',
  'thisMonth',
  'lastMonth',
  'days90',
  'year',
] as const;
export type PeriodName = (typeof PERIODS)[number];

const DAYS: Partial<Record<PeriodName, number>> = {
  days28: 28,
  days90: 90,
  year: 365,
};

/**
 * The instants of a period, in UTC: whole months, or whole days up to the end
 * of today, so that what is asked for stays the same all day.
 */
export function periodOf(
  name: PeriodName,
  now: Date,
): { from: string; to: string } {
  const [year, month] = [now.getUTCFullYear(), now.getUTCMonth()];
  const text = (ms: number) => new Date(ms).toISOString();
  const tomorrow = Date.UTC(year, month, now.getUTCDate() + 1);
  const days = DAYS[name];
  if (days !== undefined) {
    return { from: text(tomorrow - days * 86_400_000), to: text(tomorrow) };
  }
  return name === 'thisMonth'
    ? { from: text(Date.UTC(year, month, 1)), to: text(tomorrow) }
    : {
        from: text(Date.UTC(year, month - 1, 1)),
        to: text(Date.UTC(year, month, 1)),
      };
}

/** The day that a period which ends at this instant ends with, in UTC. */
export function lastDay(to: string): string {
  return new Date(Date.parse(to) - 1).toISOString().slice(0, 10);
}
