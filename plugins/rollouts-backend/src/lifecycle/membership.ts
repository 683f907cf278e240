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
  nameOfRef,
  type Actor,
  type Approval,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Accepted, DecideContext } from './decision';
import { isOneOf, refsOfRole } from './people';
import { approvalsOf, quorumsOf, standsAlike } from './quorums';
import type { RolloutState } from './state';

/**
 * A group that the catalogue, whenever it answered, has not had for so long is
 * taken to be deleted. While it does not answer, nothing is decided by it.
 */
export const GONE_AFTER_MS = 24 * 3600 * 1000;

/** Approvals of the next stage, whose givers' membership matters still. */
export function approvalsAhead(
  state: RolloutState,
  planHash: string,
): Approval[] {
  return approvalsOf(state, planHash, state.stageIndex + 1);
}

/** The groups that an approval was given in, and was last seen to count in. */
export function groupsSeen({ actor, groups = [] }: Approval): string[] {
  return [...new Set([...(actor.groups ?? []), ...groups])];
}

/** The actor in those groups only that the catalogue has. */
export function asKnown(
  actor: Actor,
  { memberships }: Pick<DecideContext, 'memberships'>,
): Actor {
  const { groups = [] } = actor;
  const missing = memberships?.missing ?? [];
  return groups.some(group => missing.includes(group))
    ? { ...actor, groups: groups.filter(group => !missing.includes(group)) }
    : actor;
}

/**
 * The state as the catalogue has people now. An approval counts for whichever
 * quorum of its stage they may fill today. Where that is none it lapses:
 * whoever comes back approves again. Where a group is missing that they were
 * in, or that is asked, it neither counts nor lapses until the group is back,
 * or was missing for so long that it is taken to be deleted.
 */
export function asMembers(
  state: RolloutState,
  context: Pick<
    DecideContext,
    'memberships' | 'plan' | 'planHash' | 'people' | 'now'
  >,
): RolloutState {
  const { memberships, plan, planHash, people, now } = context;
  const stage = plan.stages[state.stageIndex + 1];
  const ahead = approvalsAhead(state, planHash);
  if (!memberships || !stage || ahead.length === 0) return state;
  const asked = quorumsOf(stage).flatMap(({ from }) =>
    refsOfRole(from, people),
  );
  const at = now.toISOString();
  return {
    ...state,
    approvals: state.approvals.map(approval => {
      const found = memberships.groups.get(approval.actor.ref);
      if (found === undefined || !ahead.includes(approval)) return approval;
      const { unknown, ...known } = approval;
      if (found === null) return { ...known, lapsedAt: at };
      const giver = asKnown({ ...approval.actor, groups: found }, context);
      if (isOneOf(giver, asked)) return { ...known, groups: giver.groups };
      const concerned = [...asked, ...found, ...groupsSeen(approval)];
      const missing = memberships.missing.filter(group =>
        concerned.includes(group),
      );
      if (missing.length === 0) return { ...known, lapsedAt: at };
      const since = unknown?.since ?? at;
      const gone = now.getTime() - Date.parse(since) >= GONE_AFTER_MS;
      return {
        ...known,
        unknown: { since, missing },
        ...(gone && { lapsedAt: at }),
      };
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

/** Whose approvals of the next stage neither count nor have lapsed. */
export function unknownAhead(
  state: RolloutState,
  planHash: string,
): Approval[] {
  return approvalsAhead(state, planHash).filter(
    ({ unknown }) => unknown !== undefined,
  );
}

function namesOf(approvals: readonly Approval[]): string {
  return [...new Set(approvals.map(({ actor }) => actor.name))].join(', ');
}

function groupsMissing(approvals: readonly Approval[]): string {
  const missing = approvals.flatMap(({ unknown }) => unknown?.missing ?? []);
  return [...new Set(missing)].map(nameOfRef).join(', ');
}

/** Lapsed approvals: those of deleted groups, and the others. */
function partLapsed(lapsed: readonly Approval[]) {
  return {
    deleted: lapsed.filter(({ unknown }) => unknown !== undefined),
    moved: lapsed.filter(({ unknown }) => unknown === undefined),
  };
}

/**
 * Why approvals that were given do not count: `: omar approved it and may no
 * longer do so`; empty where all do.
 */
export function whyNotCounted(
  state: RolloutState,
  { planHash }: Pick<DecideContext, 'planHash'>,
  next: number,
): string {
  const again = approvalsOf(state, planHash, next).map(
    ({ actor }) => actor.ref,
  );
  const lapsed = state.approvals.filter(
    approval =>
      approval.lapsedAt !== undefined &&
      approval.planHash === planHash &&
      approval.stageIndex === next &&
      !again.includes(approval.actor.ref),
  );
  const unknown = unknownAhead(state, planHash);
  const { deleted, moved } = partLapsed(lapsed);
  return [
    moved.length > 0 &&
      `: ${namesOf(moved)} approved it and may no longer do so`,
    deleted.length > 0 &&
      `: the approval of ${namesOf(
        deleted,
      )} lapsed, for a day the catalogue had no ${groupsMissing(
        deleted,
      )}; bring it back, or let the service or its plan name another group`,
    unknown.length > 0 &&
      `: whether ${namesOf(
        unknown,
      )}, who approved it, still may is not known, the catalogue has no ${groupsMissing(
        unknown,
      )} now; the approval counts again when whoever keeps the catalogue has brought it back, and lapses after a day without it`,
  ]
    .filter(part => part !== false)
    .join('');
}

/**
 * What the catalogue says anew of approvals given earlier, which is kept also
 * where nothing else comes of it; undefined where it says what it said before.
 */
export function countedAnew(
  before: RolloutState,
  seen: RolloutState,
): Accepted | undefined {
  const changed = seen.approvals.filter(
    (approval, index) => !standsAlike(approval, before.approvals[index]),
  );
  if (changed.length === 0) return undefined;
  const lapsed = changed.filter(approval => approval.lapsedAt);
  const unknown = changed.filter(
    approval => approval.unknown && !approval.lapsedAt,
  );
  const { deleted, moved } = partLapsed(lapsed);
  const known = changed.filter(
    approval => !approval.unknown && !approval.lapsedAt,
  );
  return {
    accepted: true,
    next: seen,
    sentence: [
      unknown.length > 0 &&
        `Whether ${namesOf(
          unknown,
        )} may still approve is not known: the catalogue has no ${groupsMissing(
          unknown,
        )} now`,
      moved.length > 0 && `${namesOf(moved)} may no longer approve`,
      deleted.length > 0 &&
        `The approval of ${namesOf(
          deleted,
        )} lapsed: for a day the catalogue had no ${groupsMissing(deleted)}`,
      known.length > 0 && `The approval of ${namesOf(known)} counts again`,
    ]
      .filter(part => part !== false)
      .join('; '),
    evidence: {},
    effects: [{ kind: 'wake', urgent: false }],
  };
}
