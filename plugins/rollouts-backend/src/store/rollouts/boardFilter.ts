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
  BoardGroup,
  BoardOutcome,
  Phase,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';

/** What of the board is asked for, whatever its group and phase. */
export interface BoardFilter {
  requestedBy?: string;
  /** Services that one of these groups owns. */
  owners?: string[];
  service?: string;
  system?: string;
  environment?: string;
  playbook?: string;
  phase?: Phase;
  outcome?: BoardOutcome;
  drills?: 'only' | 'without';
}

/** The board's counts, which are filters too, as conditions on a rollout. */
export const GROUP_CONDITIONS: Record<BoardGroup, string> = {
  exposed: 'r.exposed',
  'waiting-for-people': 'r.needs_people',
  'held-or-unknown': `(r.phase = 'held' or r.health = 'unknown')`,
  'rolled-back-recently': `(r.phase = 'rolled-back' and not r.drill and r.ended_at > now() - interval '7 days')`,
};

const REVERSED = `r.phase in ('rolled-back', 'rolling-back', 'stuck')`;
const BY_HAND = `(${REVERSED} and r.reversal_cause = 'person')`;

/** What figures count, as conditions on a rollout; they count no drills. */
export const OUTCOME_CONDITIONS: Record<BoardOutcome, string> = {
  completed: `r.phase = 'completed'`,
  reversed: REVERSED,
  'reversed-automatically': `(${REVERSED} and r.reversal_cause is distinct from 'person')`,
  'reversed-by-hand': BY_HAND,
};

export function filterBoard(
  query: Knex.QueryBuilder,
  filter: BoardFilter,
): Knex.QueryBuilder {
  const equals: [column: string, value: string | undefined][] = [
    ['r.requested_by', filter.requestedBy],
    ['r.service', filter.service],
    ['r.system', filter.system],
    ['r.environment', filter.environment],
    ['r.playbook_id', filter.playbook],
    ['r.phase', filter.phase],
  ];
  for (const [column, value] of equals) {
    if (value !== undefined) query.where(column, value);
  }
  if (filter.owners) query.whereRaw('r.owner = any(?)', [filter.owners]);
  if (filter.outcome) query.whereRaw(OUTCOME_CONDITIONS[filter.outcome]);
  if (filter.drills) query.where('r.drill', filter.drills === 'only');
  return query;
}
