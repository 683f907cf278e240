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

import { useId, type ReactNode } from 'react';
import { Unseen } from './layout';
import { classes, styles } from './styles';

const useStyles = styles(({ colours, space }) => ({
  cell: { display: 'flex', flexDirection: 'column', gap: 2, minWidth: 0 },
  line: { display: 'flex', alignItems: 'center', gap: 4 },
  input: {
    font: 'inherit',
    fontSize: '0.875rem',
    color: colours.text,
    background: colours.paper,
    border: `1px solid ${colours.neutral.border}`,
    borderRadius: 4,
    padding: `${space(0.75)}px ${space(0.75)}px`,
    width: '100%',
    minWidth: 0,
    height: 34,
    boxSizing: 'border-box',
    '&:focus-visible': {
      outline: `2px solid ${colours.link}`,
      outlineOffset: 0,
    },
  },
  number: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
  wrong: { borderColor: colours.error.text },
  problem: { color: colours.error.text, fontSize: '0.75rem' },
  suffix: { color: colours.subtle, whiteSpace: 'nowrap' },
}));

interface CellProps {
  /** For screen readers; what is seen is the table's header. */
  label: string;
  value: string;
  onChange: (value: string) => void;
  problem?: string;
  /** The table shows the problem where there is more room. */
  shownElsewhere?: boolean;
}

function Cell(props: {
  id: string;
  problem?: string;
  shownElsewhere?: boolean;
  suffix?: string;
  children: ReactNode;
}) {
  const css = useStyles();
  return (
    <div className={css.cell}>
      <div className={css.line}>
        {props.children}
        {props.suffix && <span className={css.suffix}>{props.suffix}</span>}
      </div>
      {props.problem &&
        (props.shownElsewhere ? (
          <Unseen id={props.id}>{props.problem}</Unseen>
        ) : (
          <span id={props.id} className={css.problem}>
            {props.problem}
          </span>
        ))}
    </div>
  );
}

/** A field in a table's cell. */
export function CellInput(
  props: CellProps & { numeric?: boolean; suffix?: string },
) {
  const css = useStyles();
  const id = useId();
  return (
    <Cell
      id={id}
      problem={props.problem}
      shownElsewhere={props.shownElsewhere}
      suffix={props.suffix}
    >
      <input
        className={classes(
          css.input,
          props.numeric && css.number,
          props.problem && css.wrong,
        )}
        aria-label={props.label}
        aria-invalid={Boolean(props.problem)}
        aria-describedby={props.problem ? id : undefined}
        inputMode={props.numeric ? 'decimal' : undefined}
        // A name may be longer than its column.
        title={props.numeric ? undefined : props.value || undefined}
        value={props.value}
        onChange={event => props.onChange(event.target.value)}
      />
    </Cell>
  );
}

/** A choice of one in a table's cell. */
export function CellSelect(
  props: CellProps & { options: readonly { value: string; label: string }[] },
) {
  const css = useStyles();
  const id = useId();
  return (
    <Cell id={id} problem={props.problem} shownElsewhere={props.shownElsewhere}>
      <select
        className={classes(css.input, props.problem && css.wrong)}
        aria-label={props.label}
        aria-invalid={Boolean(props.problem)}
        aria-describedby={props.problem ? id : undefined}
        value={props.value}
        onChange={event => props.onChange(event.target.value)}
      >
        {props.options.map(option => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Cell>
  );
}
