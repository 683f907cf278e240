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

import type { Problem } from '@stagecraft/backstage-plugin-rollouts-common';

/** The parts of a recurrence rule that a freeze may have. */
export interface Rule {
  /** What is handed on, in its canonical spelling and without its end. */
  text: string;
  /** The last instant or local time of a start, as it was given; or null. */
  until: string | null;
}

const DAY = '(MO|TU|WE|TH|FR|SA|SU)';

/** How each part is spelt; other parts would set a time of day. */
const PARTS: Readonly<Record<string, RegExp>> = {
  FREQ: /^(DAILY|WEEKLY|MONTHLY|YEARLY)$/,
  INTERVAL: /^[1-9]\d{0,2}$/,
  COUNT: /^[1-9]\d{0,3}$/,
  UNTIL: /^\d{8}(T\d{6}Z?)?$/,
  WKST: new RegExp(`^${DAY}$`),
  BYDAY: new RegExp(`^([+-]?[1-5])?${DAY}(,([+-]?[1-5])?${DAY}){0,20}$`),
  BYMONTH: /^([1-9]|1[0-2])(,([1-9]|1[0-2])){0,11}$/,
  BYMONTHDAY: /^-?([1-9]|[12]\d|3[01])(,-?([1-9]|[12]\d|3[01])){0,61}$/,
  BYSETPOS: /^-?([1-9]|[12]\d|3[01])(,-?([1-9]|[12]\d|3[01])){0,9}$/,
};

const TOO_OFTEN = ['SECONDLY', 'MINUTELY', 'HOURLY'];
const EXAMPLE = 'Use a rule such as FREQ=WEEKLY;BYDAY=FR,SA';

function problem(message: string, remedy = EXAMPLE): Problem {
  return { path: ['rule'], message, remedy };
}

function problemOfPart(name: string, value: string): Problem | undefined {
  if (name === 'FREQ' && TOO_OFTEN.includes(value)) {
    return problem(
      `A freeze does not come again ${value.toLowerCase()}`,
      'Use DAILY, WEEKLY, MONTHLY or YEARLY, and say how long it lasts',
    );
  }
  const spelling = PARTS[name];
  if (!spelling) {
    return problem(
      `A freeze's rule has no part ${name || 'without a name'}`,
      `Use ${Object.keys(PARTS).join(
        ', ',
      )}; the time of day is that of the start`,
    );
  }
  return spelling.test(value)
    ? undefined
    : problem(`${name} can not be ${value || 'empty'}`);
}

/** Parts that do not go together by RFC 5545, or would never come. */
function misfits(parts: ReadonlyMap<string, string>): Problem[] {
  const often = parts.get('FREQ') ?? '';
  const isLong = often === 'MONTHLY' || often === 'YEARLY';
  const days = parts.get('BYDAY');
  const found: Problem[] = [];
  if (!isLong && days && /\d/.test(days)) {
    found.push(
      problem(
        `BYDAY counts no days of a ${often} rule`,
        'Leave the number out',
      ),
    );
  }
  if (often === 'WEEKLY' && parts.has('BYMONTHDAY')) {
    found.push(
      problem('A WEEKLY rule has no BYMONTHDAY', 'Use FREQ=MONTHLY for it'),
    );
  }
  const picks = days !== undefined || parts.has('BYMONTHDAY');
  if (parts.has('BYSETPOS') && !(isLong && picks)) {
    found.push(
      problem(
        'BYSETPOS picks among the days of a month or year',
        'Use it with FREQ=MONTHLY or YEARLY and BYDAY, or leave it out',
      ),
    );
  }
  return found;
}

/** Reads a rule; every part that is wrong is named. */
export function parseRule(
  given: string,
): { rule: Rule } | { problems: Problem[] } {
  const text = given
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, '');
  const parts = text.split(';').map((part): [string, string] => {
    const [name, ...value] = part.split('=');
    return [name.trim(), value.join('=').trim()];
  });
  const names = parts.map(([name]) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  const problems = parts.flatMap(
    ([name, value]) => problemOfPart(name, value) ?? [],
  );
  if (problems.length === 0) {
    if (!names.includes('FREQ')) {
      problems.push(
        problem('The rule does not say how often: FREQ is missing'),
      );
    }
    if (twice) problems.push(problem(`The rule has ${twice} twice`));
    problems.push(...misfits(new Map(parts)));
    if (names.includes('COUNT') && names.includes('UNTIL')) {
      problems.push(
        problem('The rule has both COUNT and UNTIL', 'Leave one of them out'),
      );
    }
  }
  if (problems.length > 0) return { problems };
  const until = parts.find(([name]) => name === 'UNTIL')?.[1] ?? null;
  const others = parts.filter(([name]) => name !== 'UNTIL');
  return {
    rule: { text: others.map(part => part.join('=')).join(';'), until },
  };
}
