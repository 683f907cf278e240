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

import type { Text } from '../../../translation/useText';
import { ruleText } from './ruleText';

const t = ((key: string, values?: object) =>
  [key, ...Object.values(values ?? {})].join(' ')) as Text;

it.each([
  ['FREQ=DAILY', 'freezes.form.rules.nightly'],
  ['FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', 'freezes.form.rules.workdays'],
  ['FREQ=WEEKLY;BYDAY=FR,SA', 'freezes.again.weekly Friday and Saturday'],
  ['FREQ=MONTHLY;BYMONTHDAY=-1', 'freezes.form.rules.monthly'],
  ['FREQ=YEARLY;BYMONTH=11;BYDAY=4FR', 'FREQ=YEARLY;BYMONTH=11;BYDAY=4FR'],
  ['FREQ=WEEKLY;BYDAY=XX', 'FREQ=WEEKLY;BYDAY=XX'],
])('%s comes again %s', (rule, days) => {
  expect(
    ruleText(
      {
        kind: 'recurring',
        rule,
        start: '2026-11-06T18:00',
        durationSeconds: 219_600,
        timeZone: 'Europe/Berlin',
      },
      t,
    ),
  ).toBe(`freezes.again.text ${days} 18:00 2\u00a0d 13\u00a0h Europe/Berlin`);
});
