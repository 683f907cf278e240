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
import { exportActs } from '../../store/acts';
import { exportDecisions } from '../../store/decisions';
import type { ExportFilter } from '../../store/exported';
import type { Visibility } from '../../store/visibility';
import type { Chained } from '../../chain/chain';

export interface ExportedEntry {
  entry: Chained;
  service: string | null;
  /** In the tree, from 0; null while no head covers it, and when narrowed. */
  index: number | null;
}

/**
 * Whether an export leaves out what its reader may not see. Then it says of no
 * place among all entries: places count those of others too.
 */
export const isNarrowed = (visibility: Visibility) => visibility !== 'all';

/** Decisions, then acts, page by page; each chain together and in its order. */
export async function* exportEntries(
  knex: Knex,
  filter: ExportFilter,
  visibility: Visibility,
): AsyncGenerator<ExportedEntry[]> {
  const { kind = 'all', experiment, record } = filter;
  const placed = (index: number | null) =>
    isNarrowed(visibility) ? null : index;
  if (!record && (kind === 'all' || kind === 'decision')) {
    for await (const rows of exportDecisions(knex, filter, visibility)) {
      yield rows.map(({ decision, service, index }) => ({
        entry: decision,
        service,
        index: placed(index),
      }));
    }
  }
  if (!experiment && kind !== 'decision') {
    for await (const rows of exportActs(knex, filter, visibility)) {
      yield rows.map(({ act, index }) => ({
        entry: act,
        service: act.entity,
        index: placed(index),
      }));
    }
  }
}
