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

import { missingMilestones } from '../gates';
import type { Handler } from '../handler';
import { isOneOf, refsOfRole } from '../people';
import { notEligible, notOpen, refuse } from '../refuse';
import { mayGoOn } from '../state';

export const attestMilestone: Handler<'attest-milestone'> = (
  state,
  command,
  actor,
  context,
) => {
  const { stageIndex } = command;
  if (!mayGoOn(state) || stageIndex <= state.stageIndex) {
    return notOpen(
      state.phase,
      'Milestones are attested before their stage opens',
    );
  }
  const milestone = missingMilestones(
    state,
    context.plan,
    context.planHash,
    stageIndex,
  ).find(candidate => candidate.name === command.milestone);
  if (!milestone) {
    return refuse(
      'unknown-subject',
      `Stage ${stageIndex + 1} has no milestone ${
        command.milestone
      } left to attest`,
      'Load the page again: it may be attested already',
    );
  }
  const who = refsOfRole(milestone.role, context.people);
  if (!isOneOf(actor, who)) return notEligible('the role it names', who);
  return {
    accepted: true,
    next: {
      ...state,
      attestations: [
        ...state.attestations,
        {
          planHash: context.planHash,
          stageIndex,
          milestone: milestone.name,
          actor,
          reason: command.reason,
          at: context.now.toISOString(),
        },
      ],
    },
    sentence: `${actor.name} attests: ${milestone.title}`,
    evidence: {},
    effects: [{ kind: 'wake', urgent: true }],
  };
};
