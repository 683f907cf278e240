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
  Reversal,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { DecideContext, Effect } from './decision';
import { isOneOf } from './people';
import { addWorkingDays } from './workingDays';

const WORKING_DAYS = 5;
/** What was taken back because something was wrong, not because time was up. */
const AUTOMATIC: readonly Reversal['cause'][] = [
  'breach',
  'no-data',
  'fault',
  'outside',
];

/**
 * The review that a rollback opens: one that came by itself because something
 * was wrong, that an operator or whoever may roll back the system had to press,
 * or that a person marked as an emergency. A rehearsal opens none.
 */
export function incidentReview(
  {
    cause,
    sentence,
    emergency = false,
  }: Pick<Reversal, 'cause' | 'sentence'> & { emergency?: boolean },
  actor: Actor,
  { plan, people, now, newId }: DecideContext,
): Effect[] {
  const { operators, rollback = [] } = people;
  const pressed =
    cause === 'person' &&
    (emergency || isOneOf(actor, [...operators, ...rollback]));
  if (plan.drill || !(pressed || AUTOMATIC.includes(cause))) return [];
  return [
    {
      kind: 'open-review',
      review: 'incident',
      id: newId,
      dueAt: addWorkingDays(now, WORKING_DAYS).toISOString(),
      actor,
      subject: cause,
      reason: sentence,
    },
  ];
}
