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

import type { Actor, Wait } from '@stagecraft/backstage-plugin-rollouts-common';
import { failingPolicies } from '../bypasses';
import type { AnyCommand } from '../commands';
import type { DecideContext, Refused } from '../decision';
import { describeStage, gatesAhead } from '../gates';
import type { Handler } from '../handler';
import { isOneOf, partiesTo } from '../people';
import { approvalsOf, missingFrom, standingsOf } from '../quorums';
import {
  notEligible,
  notOpen,
  refuse,
  refuseByPolicy,
  refuseStalePlan,
} from '../refuse';
import type { RolloutState } from '../state';

type Approve = Extract<AnyCommand, { command: 'approve' }>;

const NOT_BLOCKING_APPROVAL: readonly Wait['for'][] = [
  'approvals',
  'objection',
  'not-before',
  // Refused by its own name.
  'policy',
];

/** The stage whose approval is asked for in this phase, if any. */
function stageAskedFor(state: RolloutState): number | undefined {
  if (state.phase === 'proposed') return 0;
  return state.phase === 'waiting' ? state.stageIndex + 1 : undefined;
}

function refuseEarlyApproval(
  state: RolloutState,
  stageIndex: number,
  context: DecideContext,
): Refused | undefined {
  const asked = stageAskedFor(state);
  if (asked === undefined || !context.plan.stages[asked]) {
    return notOpen(
      state.phase,
      'Approval is asked for when nothing else stands before the next stage',
    );
  }
  if (asked !== stageIndex) {
    return refuse(
      'not-open',
      `Approval is asked for stage ${asked + 1}, not for stage ${
        stageIndex + 1
      }`,
      `Approve stage ${asked + 1} first`,
    );
  }
  const earlier =
    state.phase === 'waiting'
      ? gatesAhead(state, context).find(
          wait => !NOT_BLOCKING_APPROVAL.includes(wait.for),
        )
      : undefined;
  return (
    earlier &&
    refuse(
      'gate-closed',
      `${state.askedAt === null ? 'Not asked for yet' : 'Not open now'}: ${
        earlier.sentence
      }`,
      'Approval is the last gate: it opens when this one has',
      earlier.who,
    )
  );
}

function refuseApprover(
  state: RolloutState,
  stageIndex: number,
  actor: Actor,
  context: DecideContext,
): Refused | undefined {
  const standings = standingsOf(state, context, stageIndex);
  if (standings.length === 0) {
    return refuse(
      'not-open',
      `Stage ${stageIndex + 1} opens without asking anybody`,
      'Object if it should not open',
    );
  }
  const from = [...new Set(standings.flatMap(standing => standing.from))];
  if (partiesTo(state, context.plan).includes(actor.ref)) {
    return refuse(
      'not-eligible',
      'Nobody approves a plan they requested or wrote',
      'Ask another approver',
      from,
    );
  }
  if (!isOneOf(actor, from)) return notEligible('its approvers', from);
  const already = approvalsOf(state, context.planHash, stageIndex).some(
    approval => approval.actor.ref === actor.ref,
  );
  if (already) {
    return refuse(
      'not-open',
      'You have approved this stage',
      'Another approver must approve: a quorum is of different people',
      from,
    );
  }
  return undefined;
}

/** Where the stage asks for it, an approval says what it has seen. */
function refuseUnseenEvidence(
  state: RolloutState,
  {
    stageIndex,
    evidenceDigest,
  }: Pick<Approve, 'stageIndex' | 'evidenceDigest'>,
  context: DecideContext,
): Refused | undefined {
  // There is none before the first stage.
  if (state.askedOn === null && stageIndex === 0) return undefined;
  const isNamed = evidenceDigest !== undefined;
  const mustBeNamed =
    context.plan.stages[stageIndex].approvals.onEvidence === true;
  const isSeen = isNamed && evidenceDigest === state.askedOn?.digest;
  if (isSeen || (!isNamed && !mustBeNamed)) return undefined;
  return refuse(
    'stale-evidence',
    isNamed
      ? 'The evidence changed since you looked: look again'
      : 'This stage is approved on the evidence of the stage before',
    'Load the page again, read the evidence, then approve it by its digest',
  );
}

export const approve: Handler<'approve'> = (state, command, actor, context) => {
  const { stageIndex } = command;
  const refused =
    refuseStalePlan(command.planHash, context) ??
    refuseEarlyApproval(state, stageIndex, context) ??
    refuseApprover(state, stageIndex, actor, context) ??
    refuseUnseenEvidence(state, command, context) ??
    refuseByPolicy(failingPolicies(state, context));
  if (refused) return refused;
  const approvals = [
    ...state.approvals,
    {
      planHash: context.planHash,
      stageIndex,
      actor,
      reason: command.reason,
      at: context.now.toISOString(),
      expiresAt: new Date(
        context.now.getTime() + context.approvalLifetimeMs,
      ).toISOString(),
      ...(state.askedOn ? { evidenceDigest: state.askedOn.digest } : {}),
    },
  ];
  const next = { ...state, approvals };
  const stage = context.plan.stages[stageIndex];
  const missing = missingFrom(standingsOf(next, context, stageIndex)).reduce(
    (sum, standing) => sum + standing.missing,
    0,
  );
  return {
    accepted: true,
    next,
    sentence: `${actor.name} approved stage ${stageIndex + 1}: ${describeStage(
      stage,
    )}`,
    evidence: {
      checks: context.evidence.checks,
      missingApprovals: missing,
      ...(state.askedOn ? { evidenceDigest: state.askedOn.digest } : {}),
    },
    effects: [
      { kind: 'wake', urgent: true },
      {
        kind: 'notify',
        topic: 'approved',
        recipients: [state.requestedBy.ref],
        except: actor.ref,
        title: `${actor.name} approved stage ${stageIndex + 1}`,
        description: command.reason,
        severity: 'normal',
      },
    ],
  };
};

export const withdrawApproval: Handler<'withdraw-approval'> = (
  state,
  command,
  actor,
  context,
) => {
  const used =
    command.stageIndex <= state.stageIndex ||
    !['proposed', 'approved', 'waiting', 'observing', 'held'].includes(
      state.phase,
    );
  const own = approvalsOf(state, context.planHash, command.stageIndex).find(
    approval => approval.actor.ref === actor.ref,
  );
  if (!own) {
    return refuse(
      'not-eligible',
      'You have no approval of this stage to withdraw',
      'An approval is withdrawn by whoever gave it',
    );
  }
  if (used) {
    return refuse(
      'not-open',
      'The approval has been used: the stage was opened',
      'Hold the rollout, or roll it back',
    );
  }
  return {
    accepted: true,
    next: {
      ...state,
      approvals: state.approvals.map(approval =>
        approval === own
          ? { ...approval, withdrawnAt: context.now.toISOString() }
          : approval,
      ),
    },
    sentence: `${actor.name} withdrew the approval of stage ${
      command.stageIndex + 1
    }`,
    evidence: {},
    effects: [{ kind: 'wake', urgent: true }],
  };
};
