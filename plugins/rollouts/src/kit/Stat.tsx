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

import type { ReactNode } from 'react';
import { classes, styles } from './styles';
import type { Role } from './colours';

const useStyles = styles(({ colours, space }) => ({
  stat: {
    font: 'inherit',
    color: 'inherit',
    textAlign: 'left',
    background: colours.paper,
    border: `1px solid ${colours.line}`,
    borderRadius: 8,
    padding: `${space(1.25)}px ${space(2)}px`,
    display: 'flex',
    flexDirection: 'column',
    minWidth: 0,
  },
  button: {
    cursor: 'pointer',
    '&:hover': { borderColor: colours.subtle },
    '&:focus-visible': {
      outline: `2px solid ${colours.link}`,
      outlineOffset: 2,
    },
  },
  pressed: {
    borderColor: colours.link,
    boxShadow: `inset 0 0 0 1px ${colours.link}`,
  },
  value: {
    fontSize: '1.75rem',
    lineHeight: 1.2,
    fontWeight: 700,
    fontVariantNumeric: 'tabular-nums',
  },
  label: { fontSize: '0.875rem' },
  note: { fontSize: '0.8125rem', color: colours.subtle },
  ok: { color: colours.ok.text },
  warning: { color: colours.warning.text },
  error: { color: colours.error.text },
  info: { color: colours.info.text },
  neutral: {},
  grid: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(150px, 1fr))',
    gap: space(1.5),
  },
}));

export interface StatProps {
  label: string;
  /** The number with its unit. */
  value: ReactNode;
  /** Limit, baseline or age: what the number is to be read against. */
  note?: ReactNode;
  role?: Role;
  /** Makes it a filter that is on or off. */
  pressed?: boolean;
  onPress?: () => void;
}

/** A number that never stands alone; a filter where it can be pressed. */
export function Stat(props: StatProps) {
  const css = useStyles();
  const content = (
    <>
      <span className={classes(css.value, css[props.role ?? 'neutral'])}>
        {props.value}
      </span>
      <span className={css.label}>{props.label}</span>
      {props.note && <span className={css.note}>{props.note}</span>}
    </>
  );
  if (!props.onPress) return <div className={css.stat}>{content}</div>;
  return (
    <button
      type="button"
      aria-pressed={props.pressed ?? false}
      onClick={props.onPress}
      className={classes(css.stat, css.button, props.pressed && css.pressed)}
    >
      {content}
    </button>
  );
}

/** Stats beside each other, as many as fit. */
export function StatRow(props: { children: ReactNode; label?: string }) {
  return (
    <div className={useStyles().grid} role="group" aria-label={props.label}>
      {props.children}
    </div>
  );
}
