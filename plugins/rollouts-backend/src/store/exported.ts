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

import type { RecordKind } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';

/** Which entries; all that are visible where nothing is said. */
export interface ExportFilter {
  /** Decisions only, or acts on records of one kind. */
  kind?: 'decision' | RecordKind;
  experiment?: string;
  /** The chain of another record than an experiment. */
  record?: string;
  service?: string;
  /** The actor's reference. */
  person?: string;
  from?: string;
  /** The first instant that is too late. */
  to?: string;
}

/** Entries are read so many at a time. */
export const EXPORT_PAGE = 500;

/** Narrows a query over decisions or acts to a person and a time. */
export function whereExported(
  query: Knex.QueryBuilder,
  { person, from, to }: ExportFilter,
  alias: string,
): void {
  if (person) {
    query.whereRaw(`?? -> 'actor' ->> 'ref' = ?`, [`${alias}.entry`, person]);
  }
  if (from) query.where(`${alias}.at`, '>=', from);
  if (to) query.where(`${alias}.at`, '<', to);
}

/**
 * All rows of pages that begin after the last row of the one before; holds
 * neither a connection nor a lock between the pages.
 */
export async function* pageByPage<Row>(
  read: (after: Row | undefined) => PromiseLike<Row[]>,
): AsyncGenerator<Row[]> {
  let last: Row | undefined;
  for (;;) {
    const rows = await read(last);
    if (rows.length > 0) yield rows;
    if (rows.length < EXPORT_PAGE) return;
    last = rows[rows.length - 1];
  }
}
