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

import { useState, type KeyboardEvent, type ReactNode } from 'react';
import ArrowDownwardIcon from '@material-ui/icons/ArrowDownward';
import ArrowUpwardIcon from '@material-ui/icons/ArrowUpward';
import CloseIcon from '@material-ui/icons/Close';
import ExpandMoreIcon from '@material-ui/icons/ExpandMore';
import ExpandLessIcon from '@material-ui/icons/ExpandLess';
import { AUDIENCE_KINDS } from '@stagecraft/backstage-plugin-rollouts-common';
import { Copy, styles } from '../kit';
import { useText } from '../translation/useText';
import { useFields } from '../draft/FieldsContext';
import { ChoiceInput, NumberInput, TextInput } from '../fields/inputs';
import { BASIS_POINTS } from '../fields/numbers';
import { RowButton } from '../fields/RowButton';
import { DurationInput } from '../fields/times';
import { StageDetails } from './StageDetails';

const useStyles = styles(({ colours, space, narrow }) => ({
  row: {
    [narrow]: {
      display: 'grid',
      gridTemplateColumns: '1fr 1fr',
      gap: space(1),
      padding: `${space(1.5)}px 0 ${space(0.5)}px`,
      borderTop: `1px solid ${colours.line}`,
    },
  },
  cell: {
    padding: `${space(0.75)}px ${space(0.5)}px`,
    verticalAlign: 'top',
    [narrow]: { padding: 0, display: 'block', minWidth: 0 },
  },
  first: {
    paddingTop: space(2),
    fontVariantNumeric: 'tabular-nums',
    overflowWrap: 'normal',
    [narrow]: { gridColumn: '1 / -1', paddingTop: 0 },
  },
  label: {
    display: 'none',
    [narrow]: {
      display: 'block',
      color: colours.subtle,
      fontSize: '0.75rem',
    },
  },
  actions: {
    whiteSpace: 'nowrap',
    textAlign: 'right',
    [narrow]: { gridColumn: '1 / -1' },
  },
  details: {
    padding: `0 ${space(0.75)}px ${space(2)}px`,
    borderBottom: `1px solid ${colours.line}`,
    [narrow]: { display: 'block', padding: `0 0 ${space(1.5)}px` },
  },
  wrong: {
    color: colours.error.text,
    fontSize: '0.8125rem',
    padding: `0 ${space(0.75)}px ${space(1)}px`,
    [narrow]: { display: 'block' },
  },
}));

const IN_ROW = [
  'name',
  'audience',
  'exposure',
  'bakeSeconds',
  'minimumSample',
  'approvals',
] as const;
const IN_DETAILS = [
  'decideBySeconds',
  'undecided',
  'milestones',
  'guardrails',
] as const;

/** One stage: what is compared in the row, the rest a press away. */
export function StageRow(props: {
  index: number;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
}) {
  const css = useStyles();
  const t = useText();
  const { form, problemAt } = useFields();
  const { index } = props;
  const { stages } = form.plan;
  const path = ['plan', 'stages', index] as const;
  const [opened, setOpened] = useState(false);
  const isWrong = IN_DETAILS.some(part => problemAt([...path, part]));
  const open = opened || isWrong;
  const wrong = IN_ROW.flatMap(part => {
    const problem = problemAt([...path, part]);
    return problem ? [{ part, problem }] : [];
  });
  const number = String(index + 1);
  const of = (name: (typeof IN_ROW)[number]) =>
    t('request.stages.of', { field: t(`request.field.${name}`), number });
  const cell = (name: Parameters<typeof of>[0], field: ReactNode) => (
    <td className={css.cell}>
      <span className={css.label} aria-hidden>
        {t(`request.field.${name}`)}
      </span>
      {field}
    </td>
  );
  return (
    <>
      {/* Keys here move the row whose field has the focus. */}
      <tr className={css.row} onKeyDown={props.onKeyDown}>
        <td className={`${css.cell} ${css.first}`}>
          <Copy strong>{number}</Copy>
        </td>
        {cell(
          'name',
          <TextInput path={[...path, 'name']} label={of('name')} cell />,
        )}
        {cell(
          'audience',
          <ChoiceInput
            path={[...path, 'audience', 'kind']}
            label={of('audience')}
            options={AUDIENCE_KINDS.map(kind => ({
              value: kind,
              label: t(`request.stages.${kind}`),
            }))}
            cell
          />,
        )}
        {cell(
          'exposure',
          <NumberInput
            path={[...path, 'exposure']}
            label={of('exposure')}
            scale={BASIS_POINTS}
            suffix="%"
            cell
          />,
        )}
        {cell(
          'bakeSeconds',
          <DurationInput
            path={[...path, 'bakeSeconds']}
            label={of('bakeSeconds')}
            cell
          />,
        )}
        {cell(
          'minimumSample',
          <NumberInput
            path={[...path, 'minimumSample']}
            label={of('minimumSample')}
            cell
          />,
        )}
        {cell(
          'approvals',
          <NumberInput
            path={[...path, 'approvals', 'required']}
            label={of('approvals')}
            cell
          />,
        )}
        <td className={`${css.cell} ${css.actions}`}>
          <RowButton
            label={t('request.stages.more', { number })}
            icon={open ? <ExpandLessIcon /> : <ExpandMoreIcon />}
            expanded={open}
            onPress={() => setOpened(!open)}
          />
          <RowButton
            label={t('request.stages.up', { number })}
            icon={<ArrowUpwardIcon fontSize="small" />}
            idle={index === 0}
            onPress={() => props.onMove(-1)}
          />
          <RowButton
            label={t('request.stages.down', { number })}
            icon={<ArrowDownwardIcon fontSize="small" />}
            idle={index === stages.length - 1}
            onPress={() => props.onMove(1)}
          />
          <RowButton
            label={t('request.stages.remove', { number })}
            icon={<CloseIcon fontSize="small" />}
            onPress={props.onRemove}
          />
        </td>
      </tr>
      {wrong.length > 0 && (
        <tr>
          <td colSpan={8} className={css.wrong}>
            {wrong.map(({ part, problem }) => (
              <div key={part} aria-hidden>
                {t(`request.field.${part}`)}: {problem}
              </div>
            ))}
          </td>
        </tr>
      )}
      {open && (
        <tr onKeyDown={props.onKeyDown}>
          <td colSpan={8} className={css.details}>
            <StageDetails index={index} />
          </td>
        </tr>
      )}
    </>
  );
}
