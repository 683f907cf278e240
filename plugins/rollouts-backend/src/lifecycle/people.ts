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
  Actor,
  Plan,
  Role,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { RolloutState } from './state';

/**
 * Groups in their roles for one service, as entity references. A member of a
 * group's child groups is a member of the group.
 */
export interface People {
  owners: string[];
  approvers: string[];
  operators: string[];
  /** Who may roll back any rollout of the service's system besides. */
  rollback?: string[];
}

/** What the catalogue says of people and groups when that is asked. */
export interface Memberships {
  /**
   * The groups that people are in now, by their entity reference; null for
   * somebody who is no longer in the catalogue. Nothing is known of others.
   */
  groups: ReadonlyMap<string, string[] | null>;
  /**
   * Groups in question that the catalogue does not have: who is in them, or in
   * a group above them, is unknown.
   */
  missing: readonly string[];
}

/** The groups, or the person, that a role stands for. */
export function refsOfRole(role: Role, people: People): string[] {
  switch (role) {
    case 'approvers':
    case 'owners':
    case 'operators':
      return people[role];
    default:
      return [role];
  }
}

export function isOneOf(actor: Actor, refs: readonly string[]): boolean {
  return (
    refs.includes(actor.ref) ||
    (actor.groups ?? []).some(group => refs.includes(group))
  );
}

/** All who requested, wrote or revised the plan, or wrote the change itself. */
export function partiesTo(state: RolloutState, plan: Plan): string[] {
  return [
    ...new Set([
      state.requestedBy.ref,
      ...state.writers,
      ...plan.artefacts.authors,
    ]),
  ];
}
