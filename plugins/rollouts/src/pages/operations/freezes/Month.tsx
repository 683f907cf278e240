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

import type { FreezeList } from '../../../data/useFreezes';
import { Button, classes, Copy, Row, styles, Unseen } from '../../../kit';
import { useText } from '../../../translation/useText';
import { monthAfter, weeksOf, windowsOn } from './weeks';
import { MonthList } from './MonthList';
import { WindowButton } from './WindowButton';

const useStyles = styles(({ colours, space, narrow }) => ({
  grid: {
    width: '100%',
    tableLayout: 'fixed',
    borderCollapse: 'collapse',
    [narrow]: { display: 'none' },
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
}));

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
      <MonthList list={list} onFreeze={props.onFreeze} />
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
