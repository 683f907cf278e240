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
import { styles } from './styles';

const useStyles = styles(({ colours, space, oneColumn }) => ({
  bar: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto minmax(0, auto)',
    gap: space(3),
    alignItems: 'start',
    [oneColumn]: { gridTemplateColumns: 'minmax(0, 1fr)', gap: space(2) },
  },
  figure: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
  },
  value: {
    fontSize: '2.25rem',
    lineHeight: 1.1,
    fontWeight: 700,
    fontVariantNumeric: 'tabular-nums',
    whiteSpace: 'nowrap',
  },
  label: {
    color: colours.subtle,
    fontSize: '0.875rem',
    marginBottom: space(0.5),
  },
}));

/** A page's subject, its number in large figures, and its actions at the end. */
export function HeaderBar(props: {
  main: ReactNode;
  figure: ReactNode;
  actions: ReactNode;
}) {
  const css = useStyles();
  return (
    <div className={css.bar}>
      {props.main}
      {props.figure}
      {props.actions}
    </div>
  );
}

/** A number in large figures, with what it is of. */
export function Figure(props: {
  value: string;
  label: string;
  children?: ReactNode;
}) {
  const css = useStyles();
  return (
    <div className={css.figure}>
      <span className={css.value} aria-hidden>
        {props.value}
      </span>
      <span className={css.label}>{props.label}</span>
      {props.children}
    </div>
  );
}
