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
import type { Knex } from 'knex';
import type { RowFilter, Visibility } from './visibility';

interface Condition {
  sql: string;
  bindings: Knex.RawBinding[];
}

const NEVER: Condition = { sql: 'false', bindings: [] };
const ALWAYS: Condition = { sql: 'true', bindings: [] };

/** Always true or false, never null, so that it can be negated. */
function filtered({ column, values }: RowFilter, alias: string): Condition {
  const bindings = [`${alias}.${column}`, [...values]];
  switch (column) {
    case 'parts':
      return { sql: '?? && ?::text[]', bindings };
    case 'service':
      return { sql: '?? = any(?::text[])', bindings };
    case 'system':
      return {
        sql: '(?? is not null and ?? = any(?::text[]))',
        bindings: [bindings[0], ...bindings],
      };
    default:
      throw new Error(`No such column: ${column satisfies never}`);
  }
}

function joined(
  all: readonly PermissionCriteria<RowFilter>[],
  word: 'and' | 'or',
  alias: string,
): Condition {
  const conditions = all.map(one => conditionOf(one, alias));
  if (conditions.length === 0) return word === 'and' ? ALWAYS : NEVER;
  return {
    sql: `(${conditions.map(({ sql }) => sql).join(` ${word} `)})`,
    bindings: conditions.flatMap(({ bindings }) => bindings),
  };
}

/** Alternatives over the same column are one: PostgreSQL plans them as one. */
function merged(
  all: readonly PermissionCriteria<RowFilter>[],
): PermissionCriteria<RowFilter>[] {
  const others: PermissionCriteria<RowFilter>[] = [];
  const byColumn = new Map<RowFilter['column'], string[]>();
  for (const one of all) {
    if (isFilter(one)) {
      byColumn.set(one.column, [
        ...(byColumn.get(one.column) ?? []),
        ...one.values,
      ]);
    } else {
      others.push(one);
    }
  }
  return [
    ...[...byColumn].map(([column, values]) => ({ column, values })),
    ...others,
  ];
}

function isFilter(
  criteria: PermissionCriteria<RowFilter>,
): criteria is RowFilter {
  return !(
    isAndCriteria(criteria) ||
    isOrCriteria(criteria) ||
    isNotCriteria(criteria)
  );
}

function conditionOf(
  criteria: PermissionCriteria<RowFilter>,
  alias: string,
): Condition {
  if (isAndCriteria(criteria)) return joined(criteria.allOf, 'and', alias);
  if (isOrCriteria(criteria)) {
    return joined(merged(criteria.anyOf), 'or', alias);
  }
  if (isNotCriteria(criteria)) {
    const { sql, bindings } = conditionOf(criteria.not, alias);
    return { sql: `not ${sql}`, bindings };
  }
  return filtered(criteria, alias);
}

/**
 * Narrows a query to what is seen, where `alias` is a table with the columns
 * of `RowFilter`: `rollouts` or `experiments`. For `modify`:
 * `query.modify(whereVisible, viewer.visibility, 'r')`.
 */
export function whereVisible(
  query: Knex.QueryBuilder,
  visibility: Visibility,
  alias: string,
): void {
  if (visibility === 'all') return;
  const { sql, bindings } =
    visibility === 'nothing' ? NEVER : conditionOf(visibility, alias);
  query.whereRaw(sql, bindings);
}
