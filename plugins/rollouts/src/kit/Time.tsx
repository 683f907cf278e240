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

import { formatDuration } from './format';
import { useTold } from './clock';
import { useText, type Text } from '../translation/useText';

/** An instant in the viewer's zone, to the second. */
export function absolute(at: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'medium',
    timeStyle: 'medium',
  }).format(new Date(at));
}

/** The time of day in the viewer's zone. */
export function timeOfDay(at: number | string): string {
  return new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' }).format(
    new Date(at),
  );
}

export function relative(at: string, now: number, t: Text): string {
  const seconds = (Date.parse(at) - now) / 1000;
  if (seconds > 0) {
    return seconds < 1
      ? t('kit.nowish')
      : t('kit.in', { duration: formatDuration(seconds) });
  }
  return seconds > -5
    ? t('kit.justNow')
    : t('kit.ago', { duration: formatDuration(-seconds) });
}

/** An instant as seen from the server's now; the absolute one on hover. */
export function Time(props: { at: string }) {
  const t = useText();
  const text = useTold(now => relative(props.at, now, t));
  return (
    <time
      dateTime={props.at}
      title={absolute(props.at)}
      style={{ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}
    >
      {text}
    </time>
  );
}

/** How long ago something was, without words around it. */
export function Age(props: { since: string }) {
  const text = useTold(now =>
    formatDuration((now - Date.parse(props.since)) / 1000),
  );
  return (
    <time
      dateTime={props.since}
      title={absolute(props.since)}
      style={{ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}
    >
      {text}
    </time>
  );
}

/** An instant as the time of day; the date on hover. */
export function Instant(props: { at: string }) {
  return (
    <time
      dateTime={props.at}
      title={absolute(props.at)}
      style={{ fontVariantNumeric: 'tabular-nums' }}
    >
      {timeOfDay(props.at)}
    </time>
  );
}
