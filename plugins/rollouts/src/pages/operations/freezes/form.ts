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
  FreezeDraft,
  FreezeScope,
} from '@stagecraft/backstage-plugin-rollouts-common';

/** What is typed of a freeze; times as the browser's fields have them. */
export interface FreezeForm {
  title: string;
  reason: string;
  contact: string;
  scope: FreezeScope;
  kind: 'one-off' | 'recurring';
  start: string;
  end: string;
  rule: string;
  hours: string;
  timeZone: string;
}

export const RULES = {
  nightly: 'FREQ=DAILY',
  workdays: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR',
  weekends: 'FREQ=WEEKLY;BYDAY=SA',
  monthly: 'FREQ=MONTHLY;BYMONTHDAY=-1',
} as const;

function localText(at: Date): string {
  const pad = (part: number) => String(part).padStart(2, '0');
  return `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(
    at.getDate(),
  )}T${pad(at.getHours())}:${pad(at.getMinutes())}`;
}

/** An empty form: from the next full hour on, for a day. */
export function emptyForm(contact: string, now: Date): FreezeForm {
  const start = new Date(now);
  start.setHours(now.getHours() + 1, 0, 0, 0);
  return {
    title: '',
    reason: '',
    contact,
    scope: { kind: 'all' },
    kind: 'one-off',
    start: localText(start),
    end: localText(new Date(start.getTime() + 86_400_000)),
    rule: RULES.nightly,
    hours: '8',
    timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
}

/** An instant of a field of the browser, which shows the viewer's zone. */
export function instantText(local: string): string {
  const at = new Date(local);
  return Number.isNaN(at.getTime()) ? local : at.toISOString();
}

export function timingOf(form: FreezeForm): FreezeDraft['timing'] {
  const { start, end, rule, timeZone } = form;
  return form.kind === 'one-off'
    ? {
        kind: 'one-off',
        start: instantText(start),
        end: end === '' ? null : instantText(end),
      }
    : {
        kind: 'recurring',
        rule,
        start,
        durationSeconds: Math.round(Number(form.hours) * 3600),
        timeZone,
      };
}

export function draftOf(form: FreezeForm): FreezeDraft {
  const { title, reason, contact, scope } = form;
  return { title, reason, contact, scope, timing: timingOf(form) };
}
