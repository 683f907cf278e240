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

import {
  BOARD_GROUPS,
  type BoardGroup,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import { whereVisible, type Visibility } from '../visibility';
import { filterBoard, GROUP_CONDITIONS, type BoardFilter } from './boardFilter';

/**
 * How many rollouts each group of the board has within the filter: each counted
 * by itself, as an index knows the few that are in it.
 */
export async function countBoard(
  trx: Knex,
  visibility: Visibility,
  filter: BoardFilter,
): Promise<Record<BoardGroup, number>> {
  const counts = BOARD_GROUPS.map(group =>
    filterBoard(trx('rollouts as r'), filter)
      .modify(whereVisible, visibility, 'r')
      .whereRaw(GROUP_CONDITIONS[group])
      .select(trx.raw('count(*)::int'))
      .as(group),
  );
  return trx.select(counts).first();
}
