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
import type { ExportFilter } from '../../store/exported';
import type { Visibility } from '../../store/visibility';
import type { Chained } from '../../chain/chain';
import { isAct } from '../../chain/entry';
import { exportEntries, type ExportedEntry } from './entries';

type Cell = string | number | null;

/** What both kinds of entries have, then what only decisions have. */
const COLUMNS = [
  'place',
  'record',
  'id',
  'seq',
  'rollout',
  'service',
  'at',
  'actor_kind',
  'actor',
  'actor_name',
  'through',
  'command',
  'reason',
  'previous_hash',
  'hash',
  'phase',
  'stage_index',
  'result',
  'plan_hash',
] as const;

function named(entry: Chained): [kind: string, id: string, command: string] {
  return isAct(entry)
    ? [entry.record.kind, entry.record.id, entry.act]
    : ['experiment', entry.experimentId, entry.command];
}

function cellsOf({
  entry,
  service,
  index,
}: ExportedEntry): Record<(typeof COLUMNS)[number], Cell> {
  const { actor, result, planHash } = {
    result: null,
    planHash: null,
    ...entry,
  };
  const [record, id, command] = named(entry);
  return {
    place: index === null ? null : index + 1,
    record,
    id,
    seq: entry.seq,
    rollout: entry.rolloutId,
    service,
    at: entry.at,
    actor_kind: actor?.kind ?? null,
    actor: actor?.ref ?? null,
    actor_name: actor?.name ?? null,
    through: actor?.through ?? null,
    command,
    reason: entry.reason,
    previous_hash: entry.previousHash,
    hash: entry.hash,
    phase: result?.phase ?? null,
    stage_index: result?.stageIndex ?? null,
    result: result?.sentence ?? null,
    plan_hash: planHash,
  };
}

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

/** Entries for spreadsheets, with a row of names first. */
export async function* asCsv(
  knex: Knex,
  filter: ExportFilter,
  visibility: Visibility,
): AsyncGenerator<string> {
  yield rowOf(COLUMNS);
  for await (const rows of exportEntries(knex, filter, visibility)) {
    yield rows
      .map(row => {
        const cells = cellsOf(row);
        return rowOf(COLUMNS.map(name => cells[name]));
      })
      .join('');
  }
}
