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

import type { FreezeWindow } from '@stagecraft/backstage-plugin-rollouts-common';
import { absolute } from './Time';
import { useText } from '../translation/useText';

const TIME = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
});
const FORMAT = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});

/** A day and its time, in the viewer's zone. */
export function Moment(props: {
  at: string;
  /** An instant that was told just before; on its day the time will do. */
  after?: string;
}) {
  const { at, after } = props;
  const sameDay =
    after !== undefined &&
    new Date(after).toDateString() === new Date(at).toDateString();
  return (
    <time dateTime={at} title={absolute(at)}>
      {(sameDay ? TIME : FORMAT).format(new Date(at))}
    </time>
  );
}

/** From when until when, in the viewer's zone. */
export function WindowText({ window }: { window: FreezeWindow }) {
  const t = useText();
  const { start, end } = window;
  if (end === null) {
    return (
      <>
        <Moment at={start} />, {t('freezes.window.open')}
      </>
    );
  }
  return (
    <>
      <Moment at={start} /> {t('freezes.window.to')}{' '}
      <Moment at={end} after={start} />
    </>
  );
}
