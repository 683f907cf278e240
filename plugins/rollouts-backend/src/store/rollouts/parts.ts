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

import type { Plan } from '@stagecraft/backstage-plugin-rollouts-common';
import type { People } from '../../lifecycle/people';
import { refsOfRole } from '../../lifecycle/people';
import type { RolloutState } from '../../lifecycle/state';

/** What somebody is to a rollout, as far as seeing it goes. */
export type Part = 'owner' | 'approver' | 'operator' | 'requester';

/** `owner:group:default/payments`: a part and who plays it. */
export function partOf(part: Part, ref: string): string {
  return `${part}:${ref}`;
}

/**
 * Who has a role, of what `partsOf` answers: everybody but requesters, who are
 * named for what they once did.
 */
export function rolesOf(parts: readonly string[]): string[] {
  const refs = parts
    .filter(part => !part.startsWith(partOf('requester', '')))
    .map(part => part.slice(part.indexOf(':') + 1));
  return [...new Set(refs)];
}

function namedApprovers(plan: Plan, people: People): string[] {
  const roles = plan.stages.flatMap(({ approvals, milestones }) => [
    approvals.from,
    ...(approvals.also ?? []).map(({ from }) => from),
    ...milestones.map(({ role }) => role),
  ]);
  return roles.flatMap(role => refsOfRole(role, people));
}

/**
 * Who plays which part in a rollout, sorted. Whoever its stages ask to approve
 * or to attest is an approver, before and after they are asked; whoever may
 * roll back its system is an operator of it.
 */
export function partsOf({
  people,
  plan,
  state,
}: {
  people: People;
  plan: Plan;
  state: Pick<RolloutState, 'requestedBy'>;
}): string[] {
  const approvers = [...people.approvers, ...namedApprovers(plan, people)];
  return [
    ...new Set([
      ...people.owners.map(ref => partOf('owner', ref)),
      ...approvers.map(ref => partOf('approver', ref)),
      ...[...people.operators, ...(people.rollback ?? [])].map(ref =>
        partOf('operator', ref),
      ),
      partOf('requester', state.requestedBy.ref),
    ]),
  ].sort();
}
