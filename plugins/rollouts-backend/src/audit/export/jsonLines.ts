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
  ExportLine,
  Proof,
  TreeHead,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import { databaseNow } from '../../store/clock';
import type { ExportFilter } from '../../store/exported';
import { readNewestHead } from '../../store/tree';
import type { Visibility } from '../../store/visibility';
import { isAct } from '../../chain/entry';
import { proveInclusion } from '../../chain/inclusion';
import { exportEntries, isNarrowed, type ExportedEntry } from './entries';
import { Tiles } from './Tiles';

const line = (value: ExportLine) => `${JSON.stringify(value)}\n`;

async function leafOf(
  { index }: ExportedEntry,
  head: TreeHead | undefined,
  tiles: Tiles | undefined,
): Promise<Proof> {
  if (index === null || !head || index >= head.size) return null;
  const path = tiles
    ? await proveInclusion(index, head.size, tiles.read)
    : null;
  return { index, path };
}

/**
 * Entries as JSON Lines: what was asked for and the newest head, then a line
 * an entry, then how many there were. Those of one chain come with the proofs
 * that lead to the head, so that they verify anywhere. Neither head nor proofs
 * for who may not see everything: they count entries of others.
 */
export async function* asJsonLines(
  knex: Knex,
  filter: ExportFilter,
  visibility: Visibility,
): AsyncGenerator<string> {
  const narrowed = isNarrowed(visibility);
  const head = narrowed ? undefined : await readNewestHead(knex);
  const said = Object.entries(filter).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  yield line({
    kind: 'export',
    at: (await databaseNow(knex)).toISOString(),
    filter: Object.fromEntries(said),
    head: head ?? null,
    narrowed,
  });
  const ofOneChain = filter.experiment ?? filter.record;
  const tiles = ofOneChain ? new Tiles(knex) : undefined;
  const counted = { decisions: 0, acts: 0 };
  for await (const rows of exportEntries(knex, filter, visibility)) {
    let part = '';
    for (const row of rows) {
      const { entry } = row;
      const leaf = await leafOf(row, head, tiles);
      if (isAct(entry)) {
        counted.acts += 1;
        part += line({ kind: 'act', act: entry, leaf });
      } else {
        counted.decisions += 1;
        part += line({ kind: 'decision', decision: entry, leaf });
      }
    }
    yield part;
  }
  yield line({ kind: 'end', ...counted });
}
