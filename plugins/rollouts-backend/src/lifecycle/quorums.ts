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
  Approval,
  Plan,
  Quorum,
  Stage,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { People } from './people';
import { isOneOf, refsOfRole } from './people';
import type { RolloutState } from './state';

/** Whether it no longer counts, whatever happens next. */
export function isVoid({
  withdrawnAt,
  expiredAt,
  lapsedAt,
  revisedAt,
}: Approval): boolean {
  return (withdrawnAt ?? expiredAt ?? lapsedAt ?? revisedAt) !== undefined;
}

/** Whether two looks at an approval find the same of whether it counts. */
export function standsAlike(approval: Approval, other: Approval): boolean {
  const missing = ({ unknown }: Approval) => unknown?.missing.join();
  return (
    isVoid(approval) === isVoid(other) && missing(approval) === missing(other)
  );
}

/** Whoever gave it, in the groups that they were last seen in. */
function giverOf({ actor, groups = actor.groups }: Approval): Actor {
  return { ...actor, groups };
}

/** Approvals of a stage: of this plan, and not void since. */
export function approvalsOf(
  state: RolloutState,
  planHash: string,
  stageIndex: number,
): Approval[] {
  return state.approvals.filter(
    approval =>
      approval.planHash === planHash &&
      approval.stageIndex === stageIndex &&
      !isVoid(approval),
  );
}

/** All quorums of a stage that ask for somebody. */
export function quorumsOf({ approvals }: Pick<Stage, 'approvals'>): Quorum[] {
  const { required, from, also = [] } = approvals;
  return [{ required, from }, ...also].filter(quorum => quorum.required > 0);
}

/**
 * Puts people in places so that as many places as can be are taken: each
 * person takes one place, and only one that they may take. Answers who sits
 * in each place, by their index; null where nobody does.
 */
export function assign<P>(
  people: readonly P[],
  places: readonly ((person: P) => boolean)[],
): (number | null)[] {
  const seated: (number | null)[] = places.map(() => null);
  // Frees a place by moving whoever sits there on to another one.
  const seat = (person: number, tried: Set<number>): boolean =>
    places.some((mayTake, place) => {
      if (tried.has(place) || !mayTake(people[person])) return false;
      tried.add(place);
      const sitting = seated[place];
      if (sitting !== null && !seat(sitting, tried)) return false;
      seated[place] = person;
      return true;
    });
  people.forEach((_, person) => seat(person, new Set()));
  return seated;
}

/** How far a quorum has come. */
export interface Standing {
  quorum: Quorum;
  /** Groups or people who may give what it asks for. */
  from: string[];
  given: Approval[];
  missing: number;
}

/** How these approvals fill a stage's quorums; one person counts once. */
export function fillQuorums(
  stage: Pick<Stage, 'approvals'>,
  approvals: readonly Approval[],
  people: People,
): Standing[] {
  const quorums = quorumsOf(stage).map(quorum => ({
    quorum,
    from: refsOfRole(quorum.from, people),
  }));
  const different = approvals.filter(
    ({ actor }, index) =>
      approvals.findIndex(other => other.actor.ref === actor.ref) === index,
  );
  const places = quorums.flatMap(({ quorum, from }) =>
    Array.from({ length: quorum.required }, () => from),
  );
  const seated = assign(
    different,
    places.map(from => approval => isOneOf(giverOf(approval), from)),
  );
  let place = 0;
  return quorums.map(({ quorum, from }) => {
    const ours = seated.slice(place, place + quorum.required);
    place += quorum.required;
    const given = ours.flatMap(index =>
      index === null ? [] : [different[index]],
    );
    return { quorum, from, given, missing: quorum.required - given.length };
  });
}

/** How far the quorums of a stage have come; none where there is no stage. */
export function standingsOf(
  state: RolloutState,
  { plan, planHash, people }: { plan: Plan; planHash: string; people: People },
  stageIndex: number,
): Standing[] {
  const stage: Stage | undefined = plan.stages[stageIndex];
  return stage
    ? fillQuorums(
        stage,
        approvalsOf(state, planHash, stageIndex).filter(
          ({ unknown }) => unknown === undefined,
        ),
        people,
      )
    : [];
}

/** The quorums that somebody is still missing from. */
export function missingFrom(standings: readonly Standing[]): Standing[] {
  return standings.filter(({ missing }) => missing > 0);
}
