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
  Asked,
  OperationOutput,
  Operations,
  QuorumStanding,
  RolloutRow,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { deadlineOf } from '../lifecycle/deadline';
import { standingsOf } from '../lifecycle/quorums';
import type { StoredRollout } from '../store/rollouts';

export type AwaitedRow = OperationOutput<
  Operations['listApprovals']
>['items'][number];

/** What people are asked for now; null while nobody is asked. */
export function askedOf({
  state,
  plan,
}: Pick<StoredRollout, 'state' | 'plan'>): Asked | null {
  const deadline = deadlineOf(state, plan);
  if (state.askedAt === null || !deadline) return null;
  const { askedOn } = state;
  return {
    at: state.askedAt,
    stageIndex: state.stageIndex + 1,
    decideBy: deadline.at.toISOString(),
    undecided: deadline.then,
    evidenceDigest: askedOn?.digest ?? null,
    checks: askedOn?.checks ?? [],
    sample: askedOn?.sample ?? 0,
  };
}

/** How far the quorums of every stage have come. */
export function quorumsOf(
  rollout: Pick<StoredRollout, 'state' | 'plan' | 'planHash' | 'people'>,
): QuorumStanding[] {
  return rollout.plan.stages.flatMap((_, stageIndex) =>
    standingsOf(rollout.state, rollout, stageIndex).map(
      ({ quorum, from, given }) => ({
        stageIndex,
        required: quorum.required,
        from,
        given: given.map(({ actor }) => actor.ref),
      }),
    ),
  );
}

/** What the rollout's inbox says besides its row. */
export function awaitedOf(
  rollout: StoredRollout,
): Omit<AwaitedRow, keyof RolloutRow> | undefined {
  const asked = askedOf(rollout);
  if (!asked) return undefined;
  const standings = standingsOf(rollout.state, rollout, asked.stageIndex);
  return {
    askedAt: asked.at,
    decideBy: asked.decideBy,
    approvalStageIndex: asked.stageIndex,
    given: standings.flatMap(({ given }) => given).length,
    required: standings.reduce((sum, { quorum }) => sum + quorum.required, 0),
  };
}
