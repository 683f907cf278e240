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

import { useId, useState, type ReactNode } from 'react';
import ExpandMoreIcon from '@material-ui/icons/ExpandMore';
import { classes, styles } from './styles';

const useStyles = styles(({ colours, still }) => ({
  button: {
    font: 'inherit',
    fontWeight: 600,
    color: 'inherit',
    background: 'none',
    border: 'none',
    padding: 0,
    display: 'flex',
    alignItems: 'center',
    gap: 4,
    cursor: 'pointer',
    textAlign: 'left',
    '&:focus-visible': {
      outline: `2px solid ${colours.link}`,
      outlineOffset: 2,
    },
  },
  icon: {
    transition: 'transform 120ms',
    transform: 'rotate(-90deg)',
    [still]: { transition: 'none' },
  },
  open: { transform: 'none' },
  content: { paddingTop: 8 },
}));

/** Something that opens on demand. */
export function Disclosure(props: {
  title: ReactNode;
  /** Open until somebody closes it. */
  open?: boolean;
  children: ReactNode;
}) {
  const css = useStyles();
  const id = useId();
  const [chosen, setChosen] = useState<boolean>();
  const open = chosen ?? props.open ?? false;
  return (
    <div>
      <button
        type="button"
        className={css.button}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setChosen(!open)}
      >
        <ExpandMoreIcon
          fontSize="small"
          aria-hidden
          className={classes(css.icon, open && css.open)}
        />
        {props.title}
      </button>
      {open && (
        <div id={id} className={css.content}>
          {props.children}
        </div>
      )}
    </div>
  );
}
