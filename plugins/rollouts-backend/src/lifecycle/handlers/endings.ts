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
import { endedByEdit } from '../bypasses';
import type { DecideContext, Effect, Outcome } from '../decision';
import { openObjections } from '../gates';
import type { Handler } from '../handler';
import { isOneOf } from '../people';
import { approvalsOf, isVoid } from '../quorums';
import { notEligible, notOpen, refuse, refuseByPolicy } from '../refuse';
import type { RolloutState } from '../state';

function isBeforeExposure(state: RolloutState): boolean {
  return (
    state.stageIndex < 0 &&
    ['proposed', 'approved', 'waiting'].includes(state.phase)
  );
}

function cancelled(
  state: RolloutState,
  context: DecideContext,
  sentence: string,
  except: string,
): Outcome {
  return {
    accepted: true,
    next: {
      ...state,
      phase: 'cancelled',
      askedAt: null,
      endedAt: context.now.toISOString(),
    },
    sentence,
    evidence: {},
    effects: [
      { kind: 'clear-tickets' },
      { kind: 'release-targets' },
      {
        kind: 'notify',
        topic: 'cancelled',
        recipients: [state.requestedBy.ref],
        except,
        title: 'Rollout cancelled',
        description: sentence,
        severity: 'normal',
      },
    ],
  };
}

const ROLL_BACK_INSTEAD = 'Roll it back instead: somebody is or was exposed';

export const withdraw: Handler<'withdraw'> = (
  state,
  command,
  actor,
  context,
) => {
  if (!isBeforeExposure(state)) return notOpen(state.phase, ROLL_BACK_INSTEAD);
  if (actor.ref !== state.requestedBy.ref) {
    return notEligible('whoever requested it', [state.requestedBy.ref]);
  }
  return cancelled(state, context, `Withdrawn: ${command.reason}`, actor.ref);
};

export const cancel: Handler<'cancel'> = (state, command, actor, context) => {
  if (!isBeforeExposure(state)) return notOpen(state.phase, ROLL_BACK_INSTEAD);
  const { owners, operators } = context.people;
  const who = [...owners, ...operators];
  if (actor.kind !== 'controller' && !isOneOf(actor, who)) {
    return notEligible('its owners and operators', who);
  }
  return cancelled(state, context, `Cancelled: ${command.reason}`, actor.ref);
};

export const promote: Handler<'promote'> = (
  state,
  _command,
  actor,
  context,
) => {
  if (state.phase !== 'completed' || state.wayBackClosedAt !== null) {
    return notOpen(
      state.phase,
      state.phase === 'completed'
        ? 'Its way back is closed already'
        : 'A rollout is promoted after it completed',
    );
  }
  if (!isOneOf(actor, context.people.owners)) {
    return notEligible('its owners', context.people.owners);
  }
  const now = context.now.toISOString();
  return {
    accepted: true,
    next: { ...state, promotedAt: now, wayBackClosedAt: now },
    sentence: `${actor.name} says the new version is promoted; the way back is closed`,
    evidence: {},
    effects: [{ kind: 'clear-tickets' }, { kind: 'release-targets' }],
  };
};

export const closeWayBack: Handler<'close-way-back'> = (
  state,
  _command,
  _actor,
  context,
) => {
  if (state.phase !== 'completed' || state.wayBackClosedAt !== null) {
    return notOpen(state.phase, 'There is no open way back to close');
  }
  if (context.now.getTime() < Date.parse(context.plan.end)) {
    return refuse(
      'gate-closed',
      "The plan's end has not come",
      'Until then the way back stays open, or until the new version is promoted',
    );
  }
  return {
    accepted: true,
    next: { ...state, wayBackClosedAt: context.now.toISOString() },
    sentence: "The plan's end has come: the way back is closed",
    evidence: {},
    effects: [{ kind: 'clear-tickets' }, { kind: 'release-targets' }],
  };
};

/** Whoever approved what is no longer proposed learns that it no longer counts. */
function tellApprovers(
  state: RolloutState,
  { planHash }: DecideContext,
  except: string,
): Effect[] {
  const recipients = approvalsOf(state, planHash, 0).map(
    ({ actor }) => actor.ref,
  );
  if (recipients.length === 0) return [];
  return [
    {
      kind: 'notify',
      topic: 'approval-void',
      recipients,
      except,
      title: 'What you approved was changed',
      description: 'The plan was revised: your approval no longer counts',
      severity: 'normal',
    },
  ];
}

/**
 * Approvals after an edit: none counts, and none comes back with the plan that
 * it was given to. Whoever gave it was told that it is void.
 */
function voided({ approvals }: RolloutState, now: Date): Approval[] {
  return approvals.map(approval =>
    isVoid(approval) ? approval : { ...approval, revisedAt: now.toISOString() },
  );
}

/** An edit may be what they asked for: that is theirs to say. */
function tellObjectors(state: RolloutState, except: string): Effect[] {
  const recipients = openObjections(state).map(({ actor }) => actor.ref);
  if (recipients.length === 0) return [];
  return [
    {
      kind: 'notify',
      topic: 'objected',
      recipients: [...new Set(recipients)],
      except,
      title: 'What you object to was changed',
      description:
        'The plan was revised, and your objection stands: withdraw it if it is settled',
      severity: 'normal',
    },
  ];
}

export const revise: Handler<'revise'> = (state, _command, actor, context) => {
  if (!isBeforeExposure(state)) {
    return notOpen(
      state.phase,
      'What is exposed is not edited: roll it back, then request a new rollout',
    );
  }
  const { owners } = context.people;
  if (actor.ref !== state.requestedBy.ref && !isOneOf(actor, owners)) {
    return notEligible('whoever requested it, and its owners', owners);
  }
  if (!context.revised || context.revised.planHash === context.planHash) {
    return refuse(
      'stale-plan',
      'The revised plan is the same as the present one',
      'Change something, or leave it as it is',
    );
  }
  const refused = refuseByPolicy(context.policies);
  if (refused) return refused;
  return {
    accepted: true,
    next: {
      ...state,
      phase: 'proposed',
      askedAt: null,
      approvals: voided(state, context.now),
      bypasses: endedByEdit(state, context.now),
      // Whom an earlier plan named as an author stays one.
      writers: [
        ...new Set([
          ...state.writers,
          ...context.plan.artefacts.authors,
          actor.ref,
        ]),
      ],
    },
    sentence: `${actor.name} revised the plan; approvals of the earlier one no longer count`,
    evidence: { from: context.planHash, to: context.revised.planHash },
    effects: [
      { kind: 'clear-tickets' },
      { kind: 'claim-targets' },
      ...tellApprovers(state, context, actor.ref),
      ...tellObjectors(state, actor.ref),
    ],
  };
};
