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

import { useId } from 'react';
import MuiTextField from '@material-ui/core/TextField';
import { styles } from './styles';

/** Browsers draw something in them even while they are empty. */
const DATES = ['date', 'datetime-local'];

const useStyles = styles(({ colours }) => ({
  label: {
    color: colours.subtle,
    whiteSpace: 'nowrap',
    '&.Mui-focused': { color: colours.link },
    '&.Mui-error': { color: colours.error.text },
  },
  select: { minWidth: 136 },
  help: { color: colours.subtle },
  problem: { '&&': { color: colours.error.text } },
}));

interface FieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  help?: string;
  /** What is wrong with the value. */
  problem?: string;
  required?: boolean;
}

export interface TextFieldProps extends FieldProps {
  /** More than one makes a text area. */
  lines?: number;
  type?: 'text' | 'search' | 'number' | 'date' | 'datetime-local';
  /** In a dialog: where typing goes when it opens. */
  focusFirst?: boolean;
  placeholder?: string;
  /** Its text can be copied, but not changed. */
  readOnly?: boolean;
}

/** A field for text. */
export function TextField(props: TextFieldProps) {
  const id = useId();
  const css = useStyles();
  return (
    <MuiTextField
      id={id}
      variant="outlined"
      size="small"
      fullWidth
      label={props.label}
      value={props.value}
      onChange={event => props.onChange(event.target.value)}
      helperText={props.problem ?? props.help}
      error={Boolean(props.problem)}
      required={props.required}
      multiline={(props.lines ?? 1) > 1}
      minRows={props.lines}
      maxRows={12}
      type={props.type}
      // eslint-disable-next-line jsx-a11y/no-autofocus
      autoFocus={props.focusFirst}
      placeholder={props.placeholder}
      InputProps={{ readOnly: props.readOnly }}
      InputLabelProps={{
        className: css.label,
        ...(DATES.includes(props.type ?? 'text') ? { shrink: true } : {}),
      }}
      FormHelperTextProps={{
        className: props.problem ? css.problem : css.help,
      }}
    />
  );
}

/** A choice of one. The browser's own list, which every device can use. */
export function SelectField(
  props: FieldProps & {
    options: readonly { value: string; label: string }[];
    /** As wide as where it stands. */
    wide?: boolean;
  },
) {
  const id = useId();
  const css = useStyles();
  return (
    <MuiTextField
      id={id}
      select
      className={css.select}
      fullWidth={props.wide}
      variant="outlined"
      size="small"
      label={props.label}
      value={props.value}
      onChange={event => props.onChange(event.target.value)}
      helperText={props.problem ?? props.help}
      error={Boolean(props.problem)}
      required={props.required}
      SelectProps={{ native: true }}
      InputLabelProps={{ shrink: true, className: css.label }}
      FormHelperTextProps={{
        className: props.problem ? css.problem : css.help,
      }}
    >
      {props.options.map(option => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </MuiTextField>
  );
}
