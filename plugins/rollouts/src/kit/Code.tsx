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

import { styles } from './styles';

const useStyles = styles(({ colours, space, mono }) => ({
  block: {
    margin: 0,
    padding: space(1.5),
    borderRadius: 6,
    border: `1px solid ${colours.line}`,
    background: colours.page,
    color: colours.text,
    fontFamily: mono,
    fontSize: '0.8125rem',
    whiteSpace: 'pre',
    overflowX: 'auto',
    '&:focus-visible': { outline: `2px solid ${colours.link}` },
  },
}));

/** Lines to be read or copied as they are. */
export function Code(props: { children: string; label: string }) {
  return (
    <pre
      className={useStyles().block}
      // A region that scrolls must be reachable by keyboard.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      role="region"
      aria-label={props.label}
    >
      <code>{props.children}</code>
    </pre>
  );
}
