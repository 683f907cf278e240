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

const FORMAT = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
  timeZone: 'UTC',
});

/** `30 Nov 2026, 06:00 UTC`, for sentences that many people read. */
export function tellInstant(instant: string | Date): string {
  return `${FORMAT.format(new Date(instant))} UTC`;
}

/** `until 30 Nov 2026, 06:00 UTC`, or until somebody ends it. */
export function tellUntil(end: string | null): string {
  return end === null ? 'until somebody ends it' : `until ${tellInstant(end)}`;
}
