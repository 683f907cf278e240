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
import { Link as RouterLink } from 'react-router-dom';
import { classes, styles } from './styles';

const useStyles = styles(({ colours }) => ({
  link: {
    color: colours.link,
    textDecoration: 'underline',
    textDecorationThickness: 1,
    textUnderlineOffset: 2,
    textDecorationColor: colours.neutral.border,
    borderRadius: 2,
    '&:hover': { textDecorationColor: 'currentColor' },
    '&:focus-visible': {
      outline: `2px solid ${colours.link}`,
      outlineOffset: 2,
    },
  },
  strong: { fontWeight: 600 },
}));

/** A link inside the portal, or to http(s) outside of it. */
export function Link(props: {
  to: string;
  children: ReactNode;
  strong?: boolean;
  /** Takes part in moving between rows by arrow keys. */
  rowLink?: boolean;
}) {
  const css = useStyles();
  const className = classes(css.link, props.strong && css.strong);
  if (/^https?:\/\//.test(props.to)) {
    return (
      <a
        className={className}
        href={props.to}
        target="_blank"
        rel="noopener noreferrer"
      >
        {props.children}
      </a>
    );
  }
  return (
    <RouterLink
      className={className}
      to={props.to}
      data-row-link={props.rowLink || undefined}
    >
      {props.children}
    </RouterLink>
  );
}
