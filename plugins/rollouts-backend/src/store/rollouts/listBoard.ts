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

import type { BoardGroup } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import { exactInstant } from '../instant';
import { whereVisible, type Visibility } from '../visibility';
import { filterBoard, GROUP_CONDITIONS, type BoardFilter } from './boardFilter';
import { selectRollouts } from './readRollout';
import { toStored, type StoredRollout, type StoredRow } from './StoredRollout';

export interface BoardPosition {
  urgency: number;
  updatedAt: string;
  id: string;
}

export interface BoardRow {
  rollout: StoredRollout;
  position: BoardPosition;
}

/** Most urgent first, then latest changed, after `after`. */
export async function listBoard(
  trx: Knex,
  visibility: Visibility,
  filter: BoardFilter & { group?: BoardGroup },
  page: { limit: number; after?: BoardPosition },
): Promise<BoardRow[]> {
  const query = filterBoard(selectRollouts(trx), filter)
    .modify(whereVisible, visibility, 'r')
    .select(exactInstant(trx, 'r.updated_at', 'exact_updated_at'))
    .orderBy([
      { column: 'r.urgency' },
      { column: 'r.updated_at', order: 'desc' },
      { column: 'r.id', order: 'desc' },
    ])
    .limit(page.limit);
  if (filter.group) query.whereRaw(GROUP_CONDITIONS[filter.group]);
  if (page.after) {
    const { urgency, updatedAt, id } = page.after;
    query.whereRaw(
      `r.urgency >= ? and (r.urgency > ? or (r.updated_at, r.id) < (?::timestamptz, ?))`,
      [urgency, urgency, updatedAt, id],
    );
  }
  const rows: (StoredRow & { exact_updated_at: string })[] = await query;
  return rows.map(row => ({
    rollout: toStored(row),
    position: {
      urgency: row.urgency,
      updatedAt: row.exact_updated_at,
      id: row.id,
    },
  }));
}
