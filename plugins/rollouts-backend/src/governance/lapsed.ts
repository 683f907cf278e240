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

import type { Directory } from '../people/Directory';
import type { People, Refused } from '../lifecycle/decision';
import { approvalsOf, fillQuorums, missingFrom } from '../lifecycle/quorums';
import { refuse } from '../lifecycle/refuse';
import type { StoredRollout } from '../store/rollouts';

/**
 * Approvals count only while whoever gave them may still give them: why those
 * of this stage no longer fill its quorums, by the groups that the catalogue
 * says now. Undefined where they do, or where too few were given at all.
 *
 * @throws UnavailableError when the catalogue can't be read.
 */
export async function refuseLapsed(
  directory: Pick<Directory, 'person'>,
  { state, plan, planHash }: StoredRollout,
  people: People,
): Promise<Refused | undefined> {
  const stageIndex = state.stageIndex + 1;
  const stage = plan.stages[stageIndex];
  const given = approvalsOf(state, planHash, stageIndex);
  const missingNow = (approvals: typeof given) =>
    missingFrom(fillQuorums(stage, approvals, people));
  const present = await Promise.all(
    given.map(async approval => {
      const person = await directory.person(approval.actor.ref);
      return (
        person && {
          ...approval,
          actor: { ...approval.actor, groups: person.groups },
        }
      );
    }),
  );
  const missing = missingNow(present.flatMap(approval => approval ?? []));
  if (missing.length === 0 || missingNow(given).length > 0) return undefined;
  const counted = fillQuorums(
    stage,
    present.flatMap(approval => approval ?? []),
    people,
  ).flatMap(standing => standing.given.map(({ actor }) => actor.ref));
  const lapsed = given.filter(({ actor }) => !counted.includes(actor.ref));
  return refuse(
    'gate-closed',
    `${lapsed.map(({ actor }) => actor.name).join(', ')} approved stage ${
      stageIndex + 1
    } and may no longer do so`,
    'Another approver must approve this stage',
    missing.flatMap(({ from }) => from),
  );
}
