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
import type { People } from '../lifecycle/people';
import { approvalsAhead, groupsSeen } from '../lifecycle/membership';
import type { Memberships } from '../lifecycle/people';
import { refsOfRole } from '../lifecycle/people';
import { quorumsOf } from '../lifecycle/quorums';
import type { Directory } from '../people/Directory';
import type { StoredRollout } from '../store/rollouts';

type Asked = Pick<Directory, 'person' | 'missing'>;

/**
 * Which of the groups of whoever acts the catalogue does not have.
 *
 * @throws UnavailableError when the catalogue can't be read.
 */
export async function membershipsOfActor(
  directory: Asked,
  { groups = [] }: Actor,
): Promise<Memberships> {
  return { groups: new Map(), missing: await directory.missing(groups) };
}

/**
 * The groups of those who approved the next stage, as the catalogue has them,
 * and which of all that matter it does not have.
 *
 * @param people - Whom the roles of the stage stand for now.
 * @throws UnavailableError when the catalogue can't be read.
 */
export async function membershipsOf(
  directory: Asked,
  { state, plan, planHash }: Pick<StoredRollout, 'state' | 'plan' | 'planHash'>,
  people: People,
  actor: Actor,
): Promise<Memberships> {
  const approvals = approvalsAhead(state, planHash);
  const entries = await Promise.all(
    approvals.map(
      async ({ actor: { ref } }): Promise<[string, string[] | null]> => {
        const person = await directory.person(ref);
        return [ref, person ? person.groups : null];
      },
    ),
  );
  const stage = plan.stages[state.stageIndex + 1];
  const asked = (stage ? quorumsOf(stage) : []).flatMap(({ from }) =>
    refsOfRole(from, people),
  );
  const missing = await directory.missing([
    ...(actor.groups ?? []),
    ...(approvals.length > 0 ? asked : []),
    ...approvals.flatMap(groupsSeen),
    ...entries.flatMap(([, groups]) => groups ?? []),
  ]);
  return { groups: new Map(entries), missing };
}
