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

import { useState, type KeyboardEvent } from 'react';
import { Announcer, styles, Unseen } from '../kit';
import { useText } from '../translation/useText';
import { useFields } from '../draft/FieldsContext';
import { StageRow } from './StageRow';

const useStyles = styles(({ colours, space, narrow }) => ({
  table: {
    width: '100%',
    borderCollapse: 'collapse',
    tableLayout: 'fixed',
    minWidth: 640,
    fontSize: '0.875rem',
    '& thead': { [narrow]: { display: 'none' } },
    [narrow]: {
      display: 'block',
      minWidth: 0,
      '& tbody': { display: 'block' },
    },
  },
  wrap: { overflowX: 'auto' },
  th: {
    textAlign: 'left',
    color: colours.subtle,
    fontWeight: 600,
    fontSize: '0.8125rem',
    padding: `${space(1)}px ${space(0.5)}px`,
    borderBottom: `1px solid ${colours.line}`,
    verticalAlign: 'bottom',
    overflowWrap: 'normal',
  },
}));

const COLUMNS = [
  ['name', 'auto'],
  ['audience', '106px'],
  ['exposure', '76px'],
  ['bakeSeconds', '118px'],
  ['minimumSample', '68px'],
  ['approvals', '62px'],
] as const;

/** The stages, edited in a table. */
export function StageTable() {
  const css = useStyles();
  const t = useText();
  const { form, dispatch } = useFields();
  const { stages } = form.plan;
  const [said, setSaid] = useState('');
  const move = (index: number, by: -1 | 1) => {
    const to = index + by;
    if (to < 0 || to >= stages.length) return;
    dispatch({ type: 'move-stage', index, by });
    setSaid(
      t('request.stages.moved', {
        name: stages[index]?.name ?? '',
        number: String(to + 1),
      }),
    );
  };
  const remove = (index: number) => {
    dispatch({ type: 'remove-stage', index });
    setSaid(t('request.stages.removed', { name: stages[index]?.name ?? '' }));
  };
  const onKeyDown = (event: KeyboardEvent, index: number) => {
    if (!event.altKey || !/^Arrow(Up|Down)$/.test(event.key)) return;
    event.preventDefault();
    move(index, event.key === 'ArrowUp' ? -1 : 1);
  };
  return (
    <div className={css.wrap}>
      <Announcer text={said} />
      <table className={css.table}>
        <caption style={{ padding: 0 }}>
          <Unseen>{t('request.stages.title')}</Unseen>
        </caption>
        <thead>
          <tr>
            <th scope="col" style={{ width: 22 }} className={css.th}>
              <Unseen>{t('request.stages.position')}</Unseen>
            </th>
            {COLUMNS.map(([column, width]) => (
              <th key={column} style={{ width }} scope="col" className={css.th}>
                {t(`request.field.${column}`)}
              </th>
            ))}
            <th scope="col" style={{ width: 108 }} className={css.th}>
              <Unseen>{t('request.stages.actions')}</Unseen>
            </th>
          </tr>
        </thead>
        <tbody>
          {stages.map((stage, index) => (
            <StageRow
              key={stage.key}
              index={index}
              onMove={by => move(index, by)}
              onRemove={() => remove(index)}
              onKeyDown={event => onKeyDown(event, index)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}
