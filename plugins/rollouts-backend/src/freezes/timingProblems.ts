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
  FreezeTiming,
  Problem,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { parseRule } from './parseRule';
import { firstStart, instantOf, type RecurringTiming } from './recurrence';

const DAY_MS = 86_400_000;
const LONGEST_MS = 366 * DAY_MS;

function isTimeZone(name: string): boolean {
  try {
    return instantOf('2026-01-01T00:00', name) instanceof Date;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function isLocalTime(text: string): boolean {
  try {
    return instantOf(text, 'UTC') instanceof Date;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function recurringProblems(timing: RecurringTiming, now: Date): Problem[] {
  const parsed = parseRule(timing.rule);
  const problems = 'problems' in parsed ? [...parsed.problems] : [];
  if (!isTimeZone(timing.timeZone)) {
    problems.push({
      path: ['timeZone'],
      message: `There is no time zone ${timing.timeZone}`,
      remedy: 'Use an IANA name, such as Europe/Berlin',
    });
  }
  if (!isLocalTime(timing.start)) {
    problems.push({
      path: ['start'],
      message: `There is no time ${timing.start}`,
      remedy: 'Use a local time such as 2026-12-01T22:00',
    });
  }
  if (problems.length > 0) return problems;
  return comes(timing, now)
    ? []
    : [
        {
          path: ['rule'],
          message: 'By this rule the freeze does not come in the next 5 years',
          remedy: 'Change its days or its end',
        },
      ];
}

/** Whether a window is in force or still to come. */
function comes(timing: RecurringTiming, now: Date): boolean {
  const since = now.getTime() - timing.durationSeconds * 1000 + 1;
  try {
    return firstStart(timing, new Date(since)) !== undefined;
  } catch {
    // A rule that the library gives up on has no date that fits it.
    return false;
  }
}

function oneOffProblems(
  { start, end }: FreezeTiming & { kind: 'one-off' },
  now: Date,
): Problem[] {
  if (end === null) return [];
  const from = Date.parse(start);
  const to = Date.parse(end);
  const wrong = (message: string, remedy: string): Problem[] => [
    { path: ['end'], message, remedy },
  ];
  if (to <= from) {
    return wrong('It would end before it starts', 'Choose a later end');
  }
  if (to <= now.getTime()) {
    return wrong('Its end lies in the past', 'Choose an end in the future');
  }
  if (to - from > LONGEST_MS) {
    return wrong(
      'It would last longer than a year',
      'Choose an earlier end; it can be extended later',
    );
  }
  return [];
}

/** What is wrong with when a freeze shall be; paths are the timing's. Pure. */
export function timingProblems(timing: FreezeTiming, now: Date): Problem[] {
  return timing.kind === 'one-off'
    ? oneOffProblems(timing, now)
    : recurringProblems(timing, now);
}
