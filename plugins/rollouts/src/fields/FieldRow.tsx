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
import { classes, styles } from '../kit';

const useStyles = styles(({ space }) => ({
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: `${space(2)}px ${space(2)}px`,
    alignItems: 'flex-start',
    minWidth: 0,
    // Fields grow to their width, and shrink below it before they wrap.
    '& > [data-field]': { flex: '1 1 var(--basis)' },
  },
  feet: { alignItems: 'flex-end' },
  even: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 180px), 1fr))',
    // Columns are as wide as each other, whatever their fields would need.
    '& > [data-field]': { maxWidth: 'none !important' },
  },
}));

/** Fields beside each other. */
export function FieldRow(props: {
  children: ReactNode;
  /** Aligned by their lower edges. */
  feet?: boolean;
  /** In columns of one width; for fields alone. */
  even?: boolean;
}) {
  const css = useStyles();
  return (
    <div
      className={classes(
        css.row,
        props.feet && css.feet,
        props.even && css.even,
      )}
    >
      {props.children}
    </div>
  );
}
