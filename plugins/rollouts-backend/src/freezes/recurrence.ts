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

import { Temporal } from '@js-temporal/polyfill';
import type { FreezeTiming } from '@stagecraft/backstage-plugin-rollouts-common';
import { RRuleTemporal } from 'rrule-temporal';
import { parseRule, type Rule } from './parseRule';

export type RecurringTiming = FreezeTiming & { kind: 'recurring' };

/** Clocks never change by more than that. */
const SLACK_MS = 86_400_000;

/**
 * The instant that a time zone's clocks show a local time. One that is skipped
 * is read by the offset before the change, and of one that comes twice it is
 * the first (RFC 5545, 3.3.5): a freeze is neither left out nor doubled.
 *
 * @throws RangeError for an unknown time zone or a time that is none.
 */
export function instantOf(local: string, timeZone: string): Date {
  const { epochMilliseconds } = Temporal.PlainDateTime.from(local)
    .toZonedDateTime(timeZone, { disambiguation: 'compatible' })
    .toInstant();
  return new Date(epochMilliseconds);
}

/** `20261231T220000Z`, `20261231T220000` or `20261231`, the day included. */
function untilInstant(until: string, timeZone: string): Date {
  const [date, time = '235959'] = until.replace('Z', '').split('T');
  const local = `${date}T${time}`;
  return instantOf(local, until.endsWith('Z') ? 'UTC' : timeZone);
}

function expand(
  { text }: Rule,
  { start, timeZone }: RecurringTiming,
  from: Date,
  to: Date,
): Date[] {
  // The calendar's arithmetic is done on local times, as if they were UTC.
  const rule = new RRuleTemporal({
    rruleString: text,
    dtstart: Temporal.PlainDateTime.from(start).toZonedDateTime('UTC'),
  });
  return rule
    .between(
      new Date(from.getTime() - SLACK_MS),
      new Date(to.getTime() + SLACK_MS),
      true,
    )
    .map(zoned => instantOf(zoned.toPlainDateTime().toString(), timeZone));
}

/**
 * When a recurring freeze starts, from `from` until before `to`, in order.
 *
 * @throws RangeError for a timing that `timingProblems` finds wrong.
 */
export function startsBetween(
  timing: RecurringTiming,
  from: Date,
  to: Date,
): Date[] {
  const parsed = parseRule(timing.rule);
  if ('problems' in parsed) throw new RangeError(parsed.problems[0].message);
  const { rule } = parsed;
  const until = rule.until && untilInstant(rule.until, timing.timeZone);
  return expand(rule, timing, from, to).filter(
    start => start >= from && start < to && (!until || start <= until),
  );
}

const DAY_MS = 86_400_000;
/** Most come again soon; one that does not in 5 years is taken to never do. */
const LOOKS_DAYS = [8, 62, 366, 5 * 366];

/**
 * The first start at or after `from`, in the next 5 years; undefined without.
 *
 * @throws as `startsBetween`
 */
export function firstStart(
  timing: RecurringTiming,
  from: Date,
): Date | undefined {
  const begin = instantOf(timing.start, timing.timeZone);
  const since = begin > from ? begin : from;
  for (const days of LOOKS_DAYS) {
    const to = new Date(since.getTime() + days * DAY_MS);
    const [first] = startsBetween(timing, since, to);
    if (first) return first;
  }
  return undefined;
}
