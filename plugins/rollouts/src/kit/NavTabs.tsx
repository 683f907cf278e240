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

import { Link } from 'react-router-dom';
import { styles } from './styles';

const useStyles = styles(({ colours, space, narrow }) => ({
  nav: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: space(0.5),
    padding: `0 ${space(2)}px`,
    // Takes back the gap that the portal's header leaves for its own tabs.
    margin: `calc(-1 * var(--bui-space-6, 0px)) 0 ${space(2.5)}px`,
    borderBottom: `1px solid ${colours.line}`,
    [narrow]: { padding: `0 ${space(1)}px` },
    '@media print': { display: 'none' },
  },
  tab: {
    padding: `${space(1)}px ${space(1)}px`,
    color: colours.subtle,
    textDecoration: 'none',
    fontSize: '0.875rem',
    borderBottom: '2px solid transparent',
    marginBottom: -1,
    '&:hover': { color: colours.text },
    '&:focus-visible': {
      outline: `2px solid ${colours.link}`,
      outlineOffset: -2,
    },
    '&[aria-current]': {
      color: colours.text,
      fontWeight: 600,
      borderBottomColor: colours.link,
    },
  },
}));

export interface NavTab {
  id: string;
  label: string;
  href: string;
  current: boolean;
}

/** Tabs that are links to pages. */
export function NavTabs(props: { label: string; tabs: readonly NavTab[] }) {
  const css = useStyles();
  return (
    <nav className={css.nav} aria-label={props.label}>
      {props.tabs.map(tab => (
        <Link
          key={tab.id}
          to={tab.href}
          className={css.tab}
          aria-current={tab.current ? 'page' : undefined}
        >
          {tab.label}
        </Link>
      ))}
    </nav>
  );
}
