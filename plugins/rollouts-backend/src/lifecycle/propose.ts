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

import type { Actor } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Accepted, DecideContext, Outcome, Refused } from './decision';
import type { People } from './people';
import { isOneOf } from './people';
import { notEligible, refuse, refuseByPolicy } from './refuse';
import { settle } from './settle';
import type { RolloutState } from './state';

/** Of a rollout that was just proposed. */
export function initialState(actor: Actor): RolloutState {
  return {
    phase: 'proposed',
    stageIndex: -1,
    acknowledged: false,
    stageOpenedAt: null,
    stageEnteredAt: null,
    observedSince: null,
    askedAt: null,
    askedOn: null,
    remindedAt: null,
    requestedBy: actor,
    writers: [actor.ref],
    approvals: [],
    objections: [],
    attestations: [],
    bypasses: [],
    stageTimes: [],
    held: null,
    reversal: null,
    stuck: null,
    reported: [],
    promotedAt: null,
    wayBackClosedAt: null,
    endedAt: null,
  };
}

/** Why this actor may not request a rollout of a service of these people. */
export function refuseProposer(
  actor: Actor,
  { owners, operators }: People,
): Refused | undefined {
  if (actor.kind === 'controller') {
    return refuse(
      'actor-kind',
      'The controller never proposes',
      'A person or a pipeline requests a rollout',
    );
  }
  return actor.kind === 'service' || isOneOf(actor, [...owners, ...operators])
    ? undefined
    : notEligible('the owners of the service', owners);
}

/** The first decision of a rollout; pure. */
export function decidePropose(
  reason: string,
  actor: Actor,
  context: DecideContext,
): Outcome {
  const refused =
    refuseProposer(actor, context.people) ?? refuseByPolicy(context.policies);
  if (refused) return refused;
  const accepted: Accepted = {
    accepted: true,
    next: initialState(actor),
    sentence: `${actor.name} proposes: ${reason}`,
    evidence: {},
    effects: [{ kind: 'claim-targets' }, { kind: 'wake', urgent: true }],
  };
  return settle(accepted, context);
}
