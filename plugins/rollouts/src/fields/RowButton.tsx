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
import { styles } from '../kit';

const useStyles = styles(({ colours }) => ({
  button: {
    background: 'none',
    border: 'none',
    color: colours.subtle,
    cursor: 'pointer',
    width: 25,
    height: 34,
    padding: 0,
    borderRadius: 4,
    display: 'inline-flex',
    alignItems: 'center',
    justifyContent: 'center',
    flexShrink: 0,
    '&:hover': { background: colours.neutral.surface, color: colours.text },
    '&:focus-visible': { outline: `2px solid ${colours.link}` },
    '&[aria-disabled="true"]': { opacity: 0.35, cursor: 'default' },
  },
}));

/** A small action on a row, by an icon. */
export function RowButton(props: {
  label: string;
  icon: ReactNode;
  onPress: () => void;
  /** Nothing to do; it stays reachable, so that the focus does not jump. */
  idle?: boolean;
  expanded?: boolean;
}) {
  return (
    <button
      type="button"
      className={useStyles().button}
      aria-label={props.label}
      title={props.label}
      aria-disabled={props.idle || undefined}
      aria-expanded={props.expanded}
      onClick={props.idle ? undefined : props.onPress}
    >
      {props.icon}
    </button>
  );
}
