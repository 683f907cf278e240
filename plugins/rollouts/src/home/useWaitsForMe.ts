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

import type { RolloutRow } from '@stagecraft/backstage-plugin-rollouts-common';
import { useApprovals } from '../data/useApprovals';
import { useRollouts } from '../data/useRollouts';
import { useViewerRefs } from '../data/useViewer';

/** A rollout that does not go on without the viewer. */
export interface Waiting {
  rollout: RolloutRow;
  /** For an approval: of which stage, counted from 1, and until when. */
  approval?: { stage: number; decideBy: string | null };
}

const WAITING = 'waiting-for-people';

/**
 * What waits for the viewer: first the approvals they are asked for, then
 * rollouts that one of their groups must act on, most urgent first.
 */
export function useWaitsForMe() {
  const refs = useViewerRefs();
  const approvals = useApprovals();
  // An operator's may be anybody's; an owner's may be far down that list.
  const everybodys = useRollouts({ group: WAITING });
  const teams = useRollouts({ group: WAITING, scope: 'teams' });
  const reads = [approvals, everybodys, teams];

  const asked: Waiting[] =
    approvals.data?.items.map(
      ({ approvalStageIndex, decideBy, ...rollout }) => ({
        rollout,
        approval: { stage: approvalStageIndex + 1, decideBy },
      }),
    ) ?? [];
  const seen = new Set(asked.map(({ rollout }) => rollout.id));
  const mine = [everybodys, teams]
    .flatMap(({ data }) => data?.items ?? [])
    .filter(row => {
      const first = !seen.has(row.id);
      seen.add(row.id);
      return first && row.whoMustAct.some(ref => refs?.includes(ref));
    });
  return {
    data: [...asked, ...mine.map((rollout): Waiting => ({ rollout }))],
    now: approvals.data?.now,
    loading: reads.some(read => read.loading) || refs === undefined,
    failure: reads.find(read => read.failure)?.failure,
    interrupted: reads.some(read => read.interrupted),
    remembered: reads.some(read => read.remembered),
    receivedAt: approvals.receivedAt,
    retry: () => reads.forEach(read => read.retry()),
  };
}
