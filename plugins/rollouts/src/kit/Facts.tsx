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

const useStyles = styles(({ colours, space }) => ({
  list: {
    display: 'grid',
    gridTemplateColumns: 'minmax(88px, max-content) minmax(0, 1fr)',
    gap: `${space(0.75)}px ${space(2)}px`,
    margin: 0,
    fontSize: '0.875rem',
  },
  term: { color: colours.subtle },
  value: { margin: 0, minWidth: 0, overflowWrap: 'anywhere' },
}));

export interface Fact {
  term: string;
  value: ReactNode;
}

/** Terms and their values. */
export function Facts(props: { facts: readonly Fact[] }) {
  const css = useStyles();
  return (
    <dl className={css.list}>
      {props.facts.map(fact => (
        <div key={fact.term} style={{ display: 'contents' }}>
          <dt className={css.term}>{fact.term}</dt>
          <dd className={css.value}>{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}
