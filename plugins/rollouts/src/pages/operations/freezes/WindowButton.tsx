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

import type { FreezeView } from '@stagecraft/backstage-plugin-rollouts-common';
import { classes, styles } from '../../../kit';
import { useText, type Text } from '../../../translation/useText';
import { hoursOn, type Window } from './weeks';

const useStyles = styles(({ colours }) => ({
  window: {
    display: 'block',
    width: '100%',
    marginTop: 2,
    padding: '2px 6px',
    border: `1px solid ${colours.info.border}`,
    borderRadius: 4,
    background: colours.info.surface,
    color: colours.info.text,
    font: 'inherit',
    fontSize: '0.75rem',
    lineHeight: '16px',
    textAlign: 'left',
    cursor: 'pointer',
    '&:focus-visible': { outline: `2px solid ${colours.link}` },
  },
  // Its whole name stands on its card below.
  title: {
    display: '-webkit-box',
    WebkitLineClamp: 2,
    WebkitBoxOrient: 'vertical',
    overflow: 'hidden',
    overflowWrap: 'anywhere',
  },
  hours: { display: 'block', fontWeight: 400 },
  inForce: {
    borderColor: colours.warning.border,
    background: colours.warning.surface,
    color: colours.warning.text,
    fontWeight: 600,
  },
}));

const TIME = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
});

function isInForce({ start, end }: Window, now: string): boolean {
  return start <= now && (end === null || now < end);
}

/** At what time it begins or ends on a day; empty where it lasts all day. */
function hoursText(day: Date, window: Window, t: Text): string {
  const { from, until } = hoursOn(day, window);
  if (from && until) {
    return t('freezes.calendar.between', {
      from: TIME.format(from),
      until: TIME.format(until),
    });
  }
  if (from) return t('freezes.calendar.from', { time: TIME.format(from) });
  return until ? t('freezes.calendar.until', { time: TIME.format(until) }) : '';
}

/** One window in a calendar, which leads to its freeze. */
export function WindowButton(props: {
  /** Whose hours are told. */
  day?: Date;
  window: Window;
  freeze: FreezeView | undefined;
  now: string;
  onPress: () => void;
}) {
  const t = useText();
  const css = useStyles();
  const { window, freeze, now, day } = props;
  const inForce = isInForce(window, now);
  const title = freeze?.title ?? '';
  return (
    <button
      type="button"
      className={classes(css.window, inForce && css.inForce)}
      title={title}
      onClick={props.onPress}
    >
      <span className={css.title}>
        {inForce ? t('freezes.calendar.inForce', { title }) : title}
      </span>
      {day && <span className={css.hours}>{hoursText(day, window, t)}</span>}
    </button>
  );
}
