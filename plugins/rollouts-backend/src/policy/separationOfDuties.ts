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
import { pass, policy } from './policy';

/** Each approval asked for must be one that somebody could give. */
export const separationOfDuties = policy({
  name: 'separation-of-duties',
  needs: ['stages'],
  judge({ stages }, { opened, parties, peopleIn }) {
    const path = (index: number) => ['stages', index, 'approvals'];
    for (const [index, { approvals }] of stages.entries()) {
      if (index < opened || approvals.required === 0) continue;
      const people = peopleIn(approvals.from);
      if (people === undefined) {
        return {
          outcome: 'warn',
          explanation: `Who may approve stage ${
            index + 1
          } can't be known now: the catalogue does not answer`,
          remedy: 'Try again in a moment',
          path: path(index),
        };
      }
      const able = people.filter(ref => !parties.includes(ref)).length;
      if (able < approvals.required) {
        return {
          outcome: 'fail',
          explanation: `Stage ${index + 1} needs ${formatCount(
            approvals.required,
            'approval',
          )}, and ${
            able === 0 ? 'nobody' : `only ${able}`
          } who neither requested nor wrote the plan could give it`,
          remedy: 'Name approvers in the catalogue, or ask for fewer approvals',
          path: path(index),
        };
      }
    }
    const [first] = stages;
    if (first.approvals.required > 0) {
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
