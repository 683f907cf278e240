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

import { useState } from 'react';
import { CellInput, CellSelect, styles, TextField } from '../kit';
import { useText } from '../translation/useText';
import { useField } from '../draft/FieldsContext';
import type { Path } from '../draft/path';
import { FieldBox } from './FieldBox';
import { printNumber, stored, unitOf, UNITS, type Unit } from './numbers';

const useStyles = styles(({ colours }) => ({
  duration: {
    display: 'grid',
    gridTemplateColumns: 'minmax(44px, 1fr) minmax(64px, 1fr)',
    gap: 4,
  },
  label: { fontSize: '0.75rem', color: colours.subtle, marginBottom: 2 },
}));

/** A duration in seconds, written with its unit. */
export function DurationInput(props: {
  path: Path;
  label: string;
  /** Its label is the table's header. */
  cell?: boolean;
  width?: number;
}) {
  const css = useStyles();
  const t = useText();
  const field = useField(props.path);
  const seconds = typeof field.value === 'number' ? field.value : null;
  const [chosen, setChosen] = useState<Unit>();
  const [typed, setTyped] = useState<string>();
  const unit = chosen ?? unitOf(seconds);
  const read = (text: string, as: Unit) =>
    stored(text, { perUnit: 1 / UNITS[as], whole: true });
  const text =
    typed !== undefined && read(typed, unit) === seconds
      ? typed
      : printNumber(seconds === null ? null : seconds / UNITS[unit]);
  return (
    <FieldBox
      path={props.path}
      problem={field.problem}
      onLeave={field.touch}
      width={props.width}
    >
      {!props.cell && (
        <div className={css.label} aria-hidden>
          {props.label}
        </div>
      )}
      <div className={css.duration}>
        <CellInput
          label={props.label}
          value={text}
          numeric
          problem={field.problem}
          shownElsewhere={props.cell}
          onChange={next => {
            setChosen(unit);
            setTyped(next);
            field.set(read(next, unit));
          }}
        />
        <CellSelect
          label={t('request.unitOf', { field: props.label })}
          value={unit}
          options={Object.keys(UNITS).map(value => ({
            value,
            label: t(`request.units.${value as Unit}`),
          }))}
          onChange={next => {
            setChosen(next as Unit);
            setTyped(text);
            field.set(read(text, next as Unit));
          }}
        />
      </div>
    </FieldBox>
  );
}

/** An instant as a date and time field has it, in the viewer's zone. */
export function localText(iso: string): string {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return '';
  const local = new Date(time.getTime() - time.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}

/** The instant that a date and time field names; empty when it is incomplete. */
export function instantOf(local: string): string {
  const time = new Date(local);
  return Number.isNaN(time.getTime()) ? '' : time.toISOString();
}

/** A point in time, in the viewer's zone. */
export function InstantInput(props: {
  path: Path;
  label: string;
  help?: string;
  required?: boolean;
}) {
  const field = useField(props.path);
  const value = typeof field.value === 'string' ? field.value : '';
  return (
    <FieldBox
      path={props.path}
      problem={field.problem}
      onLeave={field.touch}
      width={260}
    >
      <TextField
        type="datetime-local"
        label={props.label}
        value={localText(value)}
        onChange={next => field.set(instantOf(next))}
        help={props.help}
        problem={field.problem}
        required={props.required}
      />
    </FieldBox>
  );
}
