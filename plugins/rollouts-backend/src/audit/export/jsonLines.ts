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

import type {
  ExportedDecision,
  ExportLine,
  TreeHead,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import {
  exportDecisions,
  type ExportedRow,
  type ExportFilter,
} from '../../store/decisions';
import { readNewestHead } from '../../store/tree';
import type { Visibility } from '../../store/visibility';
import { proveInclusion } from '../inclusion';
import { Tiles } from './Tiles';

const line = (value: ExportLine) => `${JSON.stringify(value)}\n`;

async function leafOf(
  { index }: ExportedRow,
  head: TreeHead | undefined,
  tiles: Tiles | undefined,
): Promise<ExportedDecision['leaf']> {
  if (index === null || !head || index >= head.size) return null;
  const path = tiles
    ? await proveInclusion(index, head.size, tiles.read)
    : null;
  return { index, path };
}

/**
 * Decisions as JSON Lines: what was asked for and the newest head, then a line
 * a decision, then how many there were. Those of one experiment come with the
 * proofs that lead to the head, so that they verify anywhere.
 */
export async function* asJsonLines(
  knex: Knex,
  filter: ExportFilter,
  visibility: Visibility,
): AsyncGenerator<string> {
  const head = await readNewestHead(knex);
  const said = Object.entries(filter).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  yield line({
    kind: 'export',
    at: new Date().toISOString(),
    filter: Object.fromEntries(said),
    head: head ?? null,
  });
  const tiles = filter.experiment ? new Tiles(knex) : undefined;
  let decisions = 0;
  for await (const rows of exportDecisions(knex, filter, visibility)) {
    let part = '';
    for (const row of rows) {
      part += line({
        kind: 'decision',
        decision: row.decision,
        leaf: await leafOf(row, head, tiles),
      });
    }
    decisions += rows.length;
    yield part;
  }
  yield line({ kind: 'end', decisions });
}
