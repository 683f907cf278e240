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
import { CellInput, CellSelect, SelectField, TextField } from '../kit';
import { useField } from '../draft/FieldsContext';
import type { Path } from '../draft/path';
import { FieldBox } from './FieldBox';
import { PLAIN, shown, stored, type Scale } from './numbers';

interface InputProps {
  path: Path;
  label: string;
  help?: string;
  /** Stands in a table's cell, whose header is its label. */
  cell?: boolean;
  required?: boolean;
  width?: number;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Text of the draft. */
export function TextInput(
  props: InputProps & {
    lines?: number;
    placeholder?: string;
    /** In place of setting the value. */
    onChange?: (text: string) => void;
  },
) {
  const field = useField(props.path);
  const shared = {
    label: props.label,
    value: textOf(field.value),
    onChange: props.onChange ?? field.set,
    problem: field.problem,
  };
  return (
    <FieldBox
      path={props.path}
      problem={field.problem}
      onLeave={field.touch}
      width={props.width}
    >
      {props.cell ? (
        <CellInput {...shared} shownElsewhere />
      ) : (
        <TextField
          {...shared}
          help={props.help}
          required={props.required}
          lines={props.lines}
          placeholder={props.placeholder}
        />
      )}
    </FieldBox>
  );
}

/** A number of the draft, which keeps what is typed until it is left. */
export function NumberInput(
  props: InputProps & { scale?: Scale; suffix?: string },
) {
  const field = useField(props.path);
  const scale = props.scale ?? PLAIN;
  const value = typeof field.value === 'number' ? field.value : null;
  const [typed, setTyped] = useState<string>();
  const text =
    typed !== undefined && stored(typed, scale) === value
      ? typed
      : shown(value, scale);
  const onChange = (next: string) => {
    setTyped(next);
    field.set(stored(next, scale));
  };
  const shared = {
    label: props.label,
    value: text,
    onChange,
    problem: field.problem,
  };
  return (
    <FieldBox
      path={props.path}
      problem={field.problem}
      width={props.width}
      onLeave={() => {
        if (value !== null) setTyped(undefined);
        field.touch();
      }}
    >
      {props.cell ? (
        <CellInput {...shared} numeric suffix={props.suffix} shownElsewhere />
      ) : (
        <TextField
          {...shared}
          label={
            props.suffix ? `${props.label} (${props.suffix})` : props.label
          }
          help={props.help}
          required={props.required}
        />
      )}
    </FieldBox>
  );
}

export interface Option {
  value: string;
  label: string;
}

/** A choice of one. */
export function ChoiceInput(
  props: InputProps & {
    options: readonly Option[];
    onChange?: (value: string) => void;
  },
) {
  const field = useField(props.path);
  const value = textOf(field.value);
  const isKnown = props.options.some(option => option.value === value);
  const options = isKnown
    ? props.options
    : [{ value, label: value }, ...props.options];
  const shared = {
    label: props.label,
    value,
    options,
    onChange: props.onChange ?? field.set,
    problem: field.problem,
  };
  return (
    <FieldBox
      path={props.path}
      problem={field.problem}
      onLeave={field.touch}
      width={props.width}
    >
      {props.cell ? (
        <CellSelect {...shared} shownElsewhere />
      ) : (
        <SelectField
          {...shared}
          wide
          help={props.help}
          required={props.required}
        />
      )}
    </FieldBox>
  );
}

/** Several short texts, separated by commas. */
export function ListInput(props: InputProps & { placeholder?: string }) {
  const field = useField(props.path);
  const items = Array.isArray(field.value) ? field.value.map(String) : [];
  const split = (text: string) => text.split(/[\s,]+/).filter(Boolean);
  const [typed, setTyped] = useState<string>();
  const text =
    typed !== undefined && split(typed).join() === items.join()
      ? typed
      : items.join(', ');
  return (
    <FieldBox path={props.path} problem={field.problem} onLeave={field.touch}>
      <TextField
        label={props.label}
        value={text}
        onChange={next => {
          setTyped(next);
          field.set(split(next));
        }}
        problem={field.problem}
        help={props.help}
        placeholder={props.placeholder}
      />
    </FieldBox>
  );
}
