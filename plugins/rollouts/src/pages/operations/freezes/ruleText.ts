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

import type { FreezeTiming } from '@stagecraft/backstage-plugin-rollouts-common';
import { formatDuration } from '../../../kit';
import type { Text } from '../../../translation/useText';
import { RULES } from './form';

const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const WEEKDAY = new Intl.DateTimeFormat('en', {
  weekday: 'long',
  timeZone: 'UTC',
});
const LIST = new Intl.ListFormat('en-GB', { type: 'conjunction' });
/** A Monday. */
const MONDAY = Date.UTC(2024, 0, 1);

/** `Friday and Saturday` of `FREQ=WEEKLY;BYDAY=FR,SA`; undefined of any other. */
function weekdaysOf(rule: string): string | undefined {
  const given = /^FREQ=WEEKLY;BYDAY=((?:[A-Z]{2},?)+)$/.exec(rule)?.[1];
  const places = given?.split(',').map(day => DAYS.indexOf(day));
  if (!places || places.includes(-1)) return undefined;
  return LIST.format(
    places.map(place => WEEKDAY.format(MONDAY + place * 86_400_000)),
  );
}

/** When a rule comes again; the rule itself where there are no words for it. */
function daysText(rule: string, t: Text): string {
  switch (rule) {
    case RULES.nightly:
      return t('freezes.form.rules.nightly');
    case RULES.workdays:
      return t('freezes.form.rules.workdays');
    case RULES.monthly:
      return t('freezes.form.rules.monthly');
    default: {
      const days = weekdaysOf(rule);
      return days ? t('freezes.again.weekly', { days }) : rule;
    }
  }
}

/** How a recurring freeze comes again, by the clocks of its time zone. */
export function ruleText(
  timing: Extract<FreezeTiming, { kind: 'recurring' }>,
  t: Text,
): string {
  return t('freezes.again.text', {
    days: daysText(timing.rule, t),
    time: timing.start.slice(11, 16),
    duration: formatDuration(timing.durationSeconds),
    timeZone: timing.timeZone,
  });
}
