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

import { formatCount } from '@stagecraft/backstage-plugin-rollouts-common';
import { assign, quorumsOf } from '../lifecycle/quorums';
import { pass, policy } from './policy';

/** Those of these people who had no part in the plan. */
function ableOf(
  people: readonly string[] | undefined,
  parties: readonly string[],
): ReadonlySet<string> | undefined {
  return people && new Set(people.filter(ref => !parties.includes(ref)));
}

/**
 * Each approval asked for must be one that somebody could give, and nobody
 * gives two of a stage, whichever groups they are in.
 */
export const separationOfDuties = policy({
  name: 'separation-of-duties',
  title: 'Separation of duties',
  needs: ['stages'],
  neverBypassed: true,
  judge({ stages }, { opened, parties, peopleIn }) {
    const path = (index: number) => ['stages', index, 'approvals'];
    for (const [index, stage] of stages.entries()) {
      const quorums = index < opened ? [] : quorumsOf(stage);
      const able = quorums.map(({ from }) => ableOf(peopleIn(from), parties));
      if (able.includes(undefined)) {
        return {
          outcome: 'warn',
          explanation: `Who may approve stage ${
            index + 1
          } can't be known now: the catalogue does not answer`,
          remedy: 'Try again in a moment',
          path: path(index),
        };
      }
      const places = quorums.flatMap(({ required }, quorum) =>
        Array.from(
          { length: required },
          () => able[quorum] ?? new Set<string>(),
        ),
      );
      const people = [...new Set(places.flatMap(each => [...each]))];
      const seated = assign(
        people,
        places.map(each => person => each.has(person)),
      ).filter(person => person !== null).length;
      if (seated < places.length) {
        return {
          outcome: 'fail',
          explanation: `Stage ${index + 1} needs ${formatCount(
            places.length,
            'approval',
          )}, and ${
            seated === 0 ? 'nobody' : `only ${seated}`
          } who neither requested nor wrote the plan could give ${
            places.length === 1 ? 'it' : 'one'
          }`,
          remedy: 'Name approvers in the catalogue, or ask for fewer approvals',
          path: path(index),
        };
      }
    }
    const [first] = stages;
    if (quorumsOf(first).length > 0) {
      return pass('Whoever approves neither requested nor wrote the plan');
    }
    return {
      outcome: 'warn',
      explanation: 'The first stage opens without asking anybody',
      remedy: 'Ask for an approval, unless nobody needs to know',
      path: path(0),
    };
  },
});
