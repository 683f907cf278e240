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
import { Button, classes, Copy, Row, styles, Unseen } from '../../../kit';
import type { FreezeList } from '../../../data/useFreezes';
import { useText, type Text } from '../../../translation/useText';
import { hoursOn, monthAfter, weeksOf, windowsOn, type Window } from './month';
import { WindowText } from './WindowText';

const useStyles = styles(({ colours, space, narrow }) => ({
  grid: {
    width: '100%',
    tableLayout: 'fixed',
    borderCollapse: 'collapse',
    [narrow]: { display: 'none' },
  },
  list: {
    display: 'none',
    margin: 0,
    padding: 0,
    listStyle: 'none',
    [narrow]: { display: 'grid', gap: space(1) },
  },
  weekday: {
    textAlign: 'left',
    padding: `${space(0.5)}px ${space(1)}px`,
    color: colours.subtle,
    fontSize: '0.8125rem',
    fontWeight: 600,
  },
  day: {
    border: `1px solid ${colours.line}`,
    verticalAlign: 'top',
    height: 76,
    padding: space(0.5),
  },
  outside: { color: colours.subtle, background: colours.page },
  number: { fontSize: '0.8125rem', padding: `0 ${space(0.5)}px` },
  today: {
    background: colours.link,
    color: colours.type === 'dark' ? '#000' : '#fff',
    borderRadius: 10,
    fontWeight: 600,
  },
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
const MONTH = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric' });
const WEEKDAY = new Intl.DateTimeFormat('en', { weekday: 'short' });
const DAY = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'long' });

interface MonthProps {
  month: Date;
  list: FreezeList | undefined;
  onMonth: (month: Date) => void;
  /** Shows the freeze of a window. */
  onFreeze: (id: string) => void;
}

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

function WindowButton(props: {
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

function Grid({ month, list, onFreeze }: MonthProps) {
  const css = useStyles();
  const weeks = weeksOf(month);
  const today = new Date(list?.now ?? Date.now()).toDateString();
  const byId = new Map(list?.items.map(freeze => [freeze.id, freeze]));
  return (
    <table className={css.grid}>
      <caption>
        <Unseen>{MONTH.format(month)}</Unseen>
      </caption>
      <thead>
        <tr>
          {weeks[0].map(({ start }) => (
            <th key={start.getDay()} scope="col" className={css.weekday}>
              {WEEKDAY.format(start)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map(week => (
          <tr key={week[0].start.toISOString()}>
            {week.map(({ start, inMonth }) => (
              <td
                key={start.toISOString()}
                className={classes(css.day, !inMonth && css.outside)}
                aria-current={
                  start.toDateString() === today ? 'date' : undefined
                }
              >
                <span
                  className={classes(
                    css.number,
                    start.toDateString() === today && css.today,
                  )}
                >
                  <Unseen>{DAY.format(start)}</Unseen>
                  <span aria-hidden>{start.getDate()}</span>
                </span>
                {windowsOn(start, list?.windows ?? []).map(window => (
                  <WindowButton
                    key={`${window.freezeId}/${window.start}`}
                    day={start}
                    window={window}
                    freeze={byId.get(window.freezeId)}
                    now={list?.now ?? ''}
                    onPress={() => onFreeze(window.freezeId)}
                  />
                ))}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function List({ list, onFreeze }: MonthProps) {
  const css = useStyles();
  const byId = new Map(list?.items.map(freeze => [freeze.id, freeze]));
  return (
    <ul className={css.list}>
      {(list?.windows ?? []).map(window => (
        <li key={`${window.freezeId}/${window.start}`}>
          <WindowButton
            window={window}
            freeze={byId.get(window.freezeId)}
            now={list?.now ?? ''}
            onPress={() => onFreeze(window.freezeId)}
          />
          <Copy small subtle block>
            <WindowText window={window} />
          </Copy>
        </li>
      ))}
    </ul>
  );
}

/** A month of freezes: a grid, and a list where the window is narrow. */
export function Month(props: MonthProps) {
  const t = useText();
  const { month, list, onMonth } = props;
  const isEmpty = list?.windows.length === 0;
  return (
    <>
      <Row justify="space-between">
        <Copy strong>{MONTH.format(month)}</Copy>
        <Row>
          <Button
            small
            label={t('freezes.calendar.previousLabel')}
            onPress={() => onMonth(monthAfter(month, -1))}
          >
            {t('freezes.calendar.previous')}
          </Button>
          <Button small onPress={() => onMonth(monthAfter(new Date(), 0))}>
            {t('freezes.calendar.today')}
          </Button>
          <Button
            small
            label={t('freezes.calendar.nextLabel')}
            onPress={() => onMonth(monthAfter(month, 1))}
          >
            {t('freezes.calendar.next')}
          </Button>
        </Row>
      </Row>
      <Grid {...props} />
      <List {...props} />
      {isEmpty && (
        <Copy small subtle block>
          {t('freezes.calendar.none')}
        </Copy>
      )}
      {list?.truncated && (
        <Copy small subtle block>
          {t('freezes.calendar.truncated')}
        </Copy>
      )}
    </>
  );
}
