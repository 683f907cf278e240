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
  FINAL_PHASES,
  type OperationInput,
  type Operations,
  type RolloutRow,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { POLL_ACTIVE, POLL_IDLE, usePagedRead } from './read';

export type RolloutFilters = Omit<
  OperationInput<Operations['listRollouts']>['query'],
  'cursor' | 'limit'
>;

export function isActive(row: Pick<RolloutRow, 'phase'>): boolean {
  return !FINAL_PHASES.includes(row.phase);
}

/** The board: rows most urgent first, page by page, and its counts. */
export function useRollouts(filters: RolloutFilters, limit = 25) {
  const { data: pages, ...read } = usePagedRead(
    'listRollouts',
    { query: { ...filters, limit } },
    {
      poll: loaded =>
        loaded?.some(page => page.items.some(isActive))
          ? POLL_ACTIVE
          : POLL_IDLE,
    },
  );
  const newest = pages?.[0];
  return {
    ...read,
    data: newest && {
      items: pages.flatMap(page => page.items),
      counts: newest.counts,
      now: newest.now,
    },
  };
}
