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

import type { Knex } from 'knex';
import {
  exportDecisions,
  type ExportedRow,
  type ExportFilter,
} from '../../store/decisions';
import type { Visibility } from '../../store/visibility';

type Cell = string | number | null;

const COLUMNS: readonly [name: string, value: (row: ExportedRow) => Cell][] = [
  ['place', ({ index }) => (index === null ? null : index + 1)],
  ['experiment', ({ decision }) => decision.experimentId],
  ['seq', ({ decision }) => decision.seq],
  ['rollout', ({ decision }) => decision.rolloutId],
  ['service', ({ service }) => service],
  ['at', ({ decision }) => decision.at],
  ['actor_kind', ({ decision }) => decision.actor.kind],
  ['actor', ({ decision }) => decision.actor.ref],
  ['actor_name', ({ decision }) => decision.actor.name],
  ['through', ({ decision }) => decision.actor.through ?? null],
  ['command', ({ decision }) => decision.command],
  ['reason', ({ decision }) => decision.reason],
  ['phase', ({ decision }) => decision.result.phase],
  ['stage_index', ({ decision }) => decision.result.stageIndex],
  ['result', ({ decision }) => decision.result.sentence],
  ['plan_hash', ({ decision }) => decision.planHash],
  ['previous_hash', ({ decision }) => decision.previousHash],
  ['hash', ({ decision }) => decision.hash],
];

/** What a spreadsheet would take for the start of a formula. */
const FORMULA = /^[\s]*[=+\-@\t\r]/u;

/**
 * One cell of RFC 4180. Text that a spreadsheet would compute gets an
 * apostrophe before it; numbers stay numbers.
 */
export function csvCell(value: Cell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n']/.test(text) || text !== value.trim()
    ? `"${text.replaceAll('"', '""')}"`
    : text;
}

const rowOf = (cells: readonly Cell[]) => `${cells.map(csvCell).join(',')}\r\n`;

/** Decisions for spreadsheets, with a row of names first. */
export async function* asCsv(
  knex: Knex,
  filter: ExportFilter,
  visibility: Visibility,
): AsyncGenerator<string> {
  yield rowOf(COLUMNS.map(([name]) => name));
  for await (const rows of exportDecisions(knex, filter, visibility)) {
    yield rows
      .map(row => rowOf(COLUMNS.map(([, value]) => value(row))))
      .join('');
  }
}
