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

import type { Approval } from '@stagecraft/backstage-plugin-rollouts-common';
import type { DecideContext } from './decision';
import { isOneOf, refsOfRole } from './people';
import { approvalsOf, quorumsOf } from './quorums';
import type { RolloutState } from './state';

/**
 * The groups that people are in now, by their entity reference; null for
 * somebody who is no longer in the catalogue. Nothing is known of others.
 */
export type Memberships = ReadonlyMap<string, string[] | null>;

/** Approvals of the next stage, whose givers' membership matters still. */
export function approvalsAhead(
  state: RolloutState,
  planHash: string,
): Approval[] {
  return approvalsOf(state, planHash, state.stageIndex + 1);
}

/**
 * The state as the catalogue has people now. An approval counts for whichever
 * quorum of its stage they may fill today, and lapses where that is none:
 * whoever comes back approves again.
 */
export function asMembers(
  state: RolloutState,
  {
    memberships,
    plan,
    planHash,
    people,
    now,
  }: Pick<
    DecideContext,
    'memberships' | 'plan' | 'planHash' | 'people' | 'now'
  >,
): RolloutState {
  const stage = plan.stages[state.stageIndex + 1];
  const ahead = approvalsAhead(state, planHash);
  if (!memberships || !stage || ahead.length === 0) return state;
  const asked = quorumsOf(stage).flatMap(({ from }) =>
    refsOfRole(from, people),
  );
  return {
    ...state,
    approvals: state.approvals.map(approval => {
      const groups = memberships.get(approval.actor.ref);
      if (groups === undefined || !ahead.includes(approval)) return approval;
      return groups && isOneOf({ ...approval.actor, groups }, asked)
        ? { ...approval, groups }
        : { ...approval, lapsedAt: now.toISOString() };
    }),
  };
}

/** Approvals that count in one state and have lapsed in the other. */
export function lapsedBetween(
  { approvals }: RolloutState,
  after: RolloutState,
): Approval[] {
  return after.approvals.filter(
    ({ lapsedAt }, index) =>
      lapsedAt !== undefined && approvals[index].lapsedAt === undefined,
  );
}

/** `: omar approved it and may no longer do so`; empty for nobody. */
export function whoMayNoLonger(
  state: RolloutState,
  { planHash }: Pick<DecideContext, 'planHash'>,
  next: number,
): string {
  const again = approvalsOf(state, planHash, next).map(
    ({ actor }) => actor.ref,
  );
  const names = state.approvals.flatMap(approval =>
    approval.lapsedAt !== undefined &&
    approval.planHash === planHash &&
    approval.stageIndex === next &&
    !again.includes(approval.actor.ref)
      ? [approval.actor.name]
      : [],
  );
  return names.length === 0
    ? ''
    : `: ${[...new Set(names)].join(', ')} approved it and may no longer do so`;
}
