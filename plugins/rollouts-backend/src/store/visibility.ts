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

/** Services that were looked up in the catalogue, by the columns of `RowFilter`. */
export const SERVICES =
  '(select ref as service, system, parts from services) as seen';

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

function whereOneIsVisible(
  query: Knex.QueryBuilder,
  visibility: Visibility,
  table: 'rollouts' | 'experiments',
  key: { own: 'id' | 'service'; theirs: string },
): void {
  if (visibility === 'all') return;
  query.whereExists(inner => {
    inner
      .select(inner.client.raw('1'))
      .from(`${table} as seen`)
      .whereRaw('?? = ??', [`seen.${key.own}`, key.theirs])
      .modify(whereVisible, visibility, 'seen');
  });
}

/**
 * Narrows a query over what belongs to a rollout; `column` holds its id. Rows
 * that name none stay out, unless everything is seen.
 */
export function whereRolloutVisible(
  query: Knex.QueryBuilder,
  visibility: Visibility,
  column: string,
): void {
  whereOneIsVisible(query, visibility, 'rollouts', {
    own: 'id',
    theirs: column,
  });
}

/** The same for what belongs to an experiment. */
export function whereExperimentVisible(
  query: Knex.QueryBuilder,
  visibility: Visibility,
  column: string,
): void {
  whereOneIsVisible(query, visibility, 'experiments', {
    own: 'id',
    theirs: column,
  });
}

/**
 * The same for what only names a service: one of its rollouts is seen, or it
 * is seen itself by whose it is in the catalogue.
 */
export function whereServiceVisible(
  query: Knex.QueryBuilder,
  visibility: Visibility,
  column: string,
): void {
  if (visibility === 'all') return;
  query.where(seen =>
    seen
      .where(rollouts =>
        whereOneIsVisible(rollouts, visibility, 'rollouts', {
          own: 'service',
          theirs: column,
        }),
      )
      .orWhereExists(inner => {
        inner
          .select(inner.client.raw('1'))
          .from(inner.client.raw(SERVICES))
          .whereRaw('?? = ??', ['seen.service', column])
          .modify(whereVisible, visibility, 'seen');
      }),
  );
}

/** The same for what only names a system. */
export function whereSystemVisible(
  query: Knex.QueryBuilder,
  visibility: Visibility,
  column: string,
): void {
  if (visibility === 'all') return;
  // Gathered once: a system has so many rollouts that looking for one that is
  // seen may go through all of them.
  query.whereIn(column, inner => {
    inner
      .distinct('seen.system')
      .from('rollouts as seen')
      .whereNotNull('seen.system')
      .modify(whereVisible, visibility, 'seen');
  });
}

/**
 * Narrows a query over what is told: rows of `alias` that name a rollout, else
 * an experiment, else a service are left to who sees that; others to everybody.
 */
export function whereSubjectVisible(
  query: Knex.QueryBuilder,
  visibility: Visibility,
  alias: string,
): void {
  if (visibility === 'all') return;
  const [rollout, experiment, service] = [
    `${alias}.rollout_id`,
    `${alias}.experiment_id`,
    `${alias}.service`,
  ];
  // Looked up one by one: they are few, and rollouts are many.
  query.where(told =>
    told
      .where(seen => whereRolloutVisible(seen, visibility, rollout))
      .orWhere(seen =>
        seen
          .whereNull(rollout)
          .modify(whereExperimentVisible, visibility, experiment),
      )
      .orWhere(seen =>
        seen
          .whereNull(rollout)
          .whereNull(experiment)
          .modify(whereServiceVisible, visibility, service),
      )
      .orWhere(nothing =>
        nothing.whereNull(rollout).whereNull(experiment).whereNull(service),
      ),
  );
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
