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

import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import {
  isAndCriteria,
  isNotCriteria,
  isOrCriteria,
} from '@backstage/plugin-permission-node';

/**
 * One condition on a row of `rollouts` or `experiments`: any of these values
 * in a column. `parts` holds who plays which part, see `partsOf`.
 */
export interface RowFilter {
  column: 'parts' | 'service' | 'system';
  values: readonly string[];
}

/** What of all rollouts and experiments somebody sees. */
export type Visibility = 'all' | 'nothing' | PermissionCriteria<RowFilter>;

/** What a row is judged by. */
export interface VisibleRow {
  service: string;
  system: string | null;
  parts: readonly string[];
}

function matches(
  criteria: PermissionCriteria<RowFilter>,
  row: VisibleRow,
): boolean {
  if (isAndCriteria(criteria)) {
    return criteria.allOf.every(one => matches(one, row));
  }
  if (isOrCriteria(criteria)) {
    return criteria.anyOf.some(one => matches(one, row));
  }
  if (isNotCriteria(criteria)) return !matches(criteria.not, row);
  const { column, values } = criteria;
  const own = column === 'parts' ? row.parts : [row[column]];
  return own.some(value => value !== null && values.includes(value));
}

/** The same as `whereVisible` says, of one row that was read already. */
export function sees(visibility: Visibility, row: VisibleRow): boolean {
  if (visibility === 'all') return true;
  return visibility !== 'nothing' && matches(visibility, row);
}

/** What both let see. */
export function narrowed(a: Visibility, b: Visibility): Visibility {
  if (a === 'nothing' || b === 'nothing') return 'nothing';
  if (a === 'all') return b;
  return b === 'all' ? a : { allOf: [a, b] };
}
