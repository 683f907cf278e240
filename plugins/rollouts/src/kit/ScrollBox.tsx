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

const useStyles = styles(({ colours }) => ({
  box: {
    maxHeight: 320,
    overflow: 'auto',
    border: `1px solid ${colours.line}`,
    borderRadius: 6,
    '&:focus-visible': { outline: `2px solid ${colours.link}` },
  },
}));

/** Something long in little room, reachable by keyboard. */
export function ScrollBox(props: { label: string; children: ReactNode }) {
  return (
    <div
      className={useStyles().box}
      role="region"
      aria-label={props.label}
      // A region that scrolls must be reachable by keyboard.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      {props.children}
    </div>
  );
}
