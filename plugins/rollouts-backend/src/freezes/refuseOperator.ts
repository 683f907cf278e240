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
import type { Refused } from '../lifecycle/decision';
import { isOneOf } from '../lifecycle/people';
import { notEligible, refuse } from '../lifecycle/refuse';

/**
 * Freezes and stopping the line are for operators in person: they speak for
 * everybody's rollouts.
 */
export function refuseOperator(
  actor: Actor,
  operators: readonly string[],
): Refused | undefined {
  if (actor.kind !== 'person') {
    return refuse(
      'actor-kind',
      `This is for a person in person, not for a ${actor.kind.replaceAll(
        '-',
        ' ',
      )}`,
      'Do it signed in to the portal, or with your own token',
      [...operators],
    );
  }
  return isOneOf(actor, operators)
    ? undefined
    : notEligible('operators', [...operators]);
}
