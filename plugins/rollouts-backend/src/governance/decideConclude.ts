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

import {
  isExposed,
  isFullExposure,
  type Actor,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Refused } from '../lifecycle/decision';
import type { People } from '../lifecycle/people';
import { isOneOf } from '../lifecycle/people';
import { notEligible, refuse } from '../lifecycle/refuse';
import { intendedExposure, mayBeExposed } from '../lifecycle/state';
import type { StoredRollout } from '../store/rollouts';

/** Exposed to some but not to all: the experiment is still being made. */
function isUnderWay({ state, plan }: StoredRollout): boolean {
  const exposure = intendedExposure(state, plan);
  return isExposed(exposure)
    ? !isFullExposure(exposure)
    : mayBeExposed(state, plan);
}

/** Why this actor may not conclude the experiment now; pure. */
export function refuseConclusion(
  experiment: { concluded: boolean; requestedBy: string },
  rollouts: readonly StoredRollout[],
  actor: Actor,
  people: People,
): Refused | undefined {
  if (experiment.concluded) {
    return refuse(
      'not-open',
      'The experiment is concluded already',
      'Propose a new experiment that builds on what was learned',
    );
  }
  const who = [...people.owners, ...people.approvers];
  if (actor.ref !== experiment.requestedBy && !isOneOf(actor, who)) {
    return notEligible('whoever requested it, its owners and approvers', [
      experiment.requestedBy,
      ...who,
    ]);
  }
  return rollouts.some(isUnderWay)
    ? refuse(
        'not-open',
        'A part of the users is exposed',
        'Conclude when nobody is exposed any more, or everybody is',
        who,
      )
    : undefined;
}
