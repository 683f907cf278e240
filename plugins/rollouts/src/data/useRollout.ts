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

import { POLL_ACTIVE, POLL_IDLE, usePagedRead, useRead } from './read';
import { isActive } from './useRollouts';

const EVIDENCE_POLL = 10_000;

/** One rollout with the commands its viewer may give. */
export function useRollout(
  id: string,
  options: { anew?: boolean; enabled?: boolean } = {},
) {
  return useRead(
    'getRollout',
    { params: { id } },
    {
      ...options,
      poll: rollout =>
        !rollout || isActive(rollout) ? POLL_ACTIVE : POLL_IDLE,
    },
  );
}

/** Series of every check of a rollout. */
export function useEvidence(id: string, active: boolean) {
  return useRead(
    'getEvidence',
    { params: { id } },
    { poll: () => (active ? EVIDENCE_POLL : POLL_IDLE) },
  );
}

export type ActorFilter = 'people' | 'machine' | undefined;

/** A rollout's decisions, newest first, page by page. */
export function useDecisions(id: string, actor: ActorFilter, active: boolean) {
  const { data: pages, ...read } = usePagedRead(
    'listDecisions',
    { params: { id }, query: { limit: 50, ...(actor ? { actor } : {}) } },
    { poll: () => (active ? EVIDENCE_POLL : POLL_IDLE) },
  );
  return { ...read, data: pages?.flatMap(page => page.items) };
}

/** What an approver needs besides the rollout. */
export function useReview(id: string, enabled = true) {
  return useRead('reviewRollout', { params: { id } }, { enabled });
}

/** Preflight and dry run of the rollout's own plan. Asks the cluster. */
export function usePreview(id: string, enabled = true) {
  return useRead(
    'previewRollout',
    { params: { id } },
    { enabled, poll: () => false },
  );
}
