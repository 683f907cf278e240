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

import type {
  Freeze,
  FreezeView,
  FreezeWindow,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { firstStart, startsBetween, type RecurringTiming } from './recurrence';

/** What is known of when a freeze is in force. */
export type Timed = Pick<Freeze, 'timing' | 'moved' | 'ended'>;

/** No question is answered with more windows of one freeze than these. */
export const MOST_WINDOWS = 500;

function endOf({ end }: FreezeWindow): number {
  return end === null ? Infinity : Date.parse(end);
}

/** Whether `instant` lies in the window: its start does, its end does not. */
function holds(window: FreezeWindow, instant: Date): boolean {
  const at = instant.getTime();
  return Date.parse(window.start) <= at && at < endOf(window);
}

function longestMs(
  { durationSeconds }: RecurringTiming,
  moved: Freeze['moved'],
): number {
  return Math.max(
    durationSeconds * 1000,
    ...moved.map(({ start, end }) => Date.parse(end) - Date.parse(start)),
  );
}

function planned(
  { timing, moved }: Timed,
  from: Date,
  to: Date,
): FreezeWindow[] {
  if (timing.kind === 'one-off') {
    return [{ start: timing.start, end: timing.end }];
  }
  const earliest = new Date(from.getTime() - longestMs(timing, moved));
  return startsBetween(timing, earliest, to).map(at => {
    const start = at.toISOString();
    const other = moved.find(window => window.start === start);
    const end = at.getTime() + timing.durationSeconds * 1000;
    return { start, end: other?.end ?? new Date(end).toISOString() };
  });
}

/** What is left of a window of a freeze that was ended. */
function until(window: FreezeWindow, ended: Freeze['ended']): FreezeWindow[] {
  if (ended === null || endOf(window) <= Date.parse(ended.at)) return [window];
  return Date.parse(window.start) < Date.parse(ended.at)
    ? [{ ...window, end: ended.at }]
    : [];
}

/**
 * The windows of a freeze that overlap the time from `from` until before `to`,
 * in order, at most `MOST_WINDOWS`. Pure.
 */
export function windowsBetween(
  freeze: Timed,
  from: Date,
  to: Date,
): FreezeWindow[] {
  return planned(freeze, from, to)
    .flatMap(window => until(window, freeze.ended))
    .filter(
      window =>
        Date.parse(window.start) < to.getTime() &&
        endOf(window) > from.getTime() &&
        endOf(window) > Date.parse(window.start),
    )
    .slice(0, MOST_WINDOWS);
}

/** The window that `now` lies in, the one that ends last; or null. */
export function inForce(freeze: Timed, now: Date): FreezeWindow | null {
  return windowsBetween(freeze, now, new Date(now.getTime() + 1))
    .filter(window => holds(window, now))
    .reduce<FreezeWindow | null>(
      (last, window) =>
        last === null || endOf(window) > endOf(last) ? window : last,
      null,
    );
}

function nextWindow(freeze: Timed, now: Date): FreezeWindow | null {
  const { timing } = freeze;
  if (timing.kind === 'one-off') {
    const [window] = until(timing, freeze.ended);
    return window && Date.parse(window.start) > now.getTime()
      ? { start: window.start, end: window.end }
      : null;
  }
  if (freeze.ended !== null) return null;
  const start = firstStart(timing, new Date(now.getTime() + 1));
  if (!start) return null;
  const [next] = windowsBetween(
    freeze,
    start,
    new Date(start.getTime() + 1),
  ).filter(window => window.start === start.toISOString());
  return next ?? null;
}

/** Whether it is in force, to come or over, and the window that says so. */
export function standing(
  freeze: Timed,
  now: Date,
): Pick<FreezeView, 'state' | 'window'> {
  const window = inForce(freeze, now);
  if (window) return { state: 'in-force', window };
  const next = nextWindow(freeze, now);
  return next
    ? { state: 'upcoming', window: next }
    : { state: 'past', window: null };
}

/** Stretches that no gap parts, each once: overlapping windows hold as one. */
export function union(windows: readonly FreezeWindow[]): FreezeWindow[] {
  const sorted = [...windows].sort(
    (a, b) => Date.parse(a.start) - Date.parse(b.start),
  );
  return sorted.reduce<FreezeWindow[]>((joined, window) => {
    const last = joined.at(-1);
    if (!last || Date.parse(window.start) > endOf(last)) {
      return [...joined, { start: window.start, end: window.end }];
    }
    const end = endOf(window) > endOf(last) ? window.end : last.end;
    return [...joined.slice(0, -1), { start: last.start, end }];
  }, []);
}
