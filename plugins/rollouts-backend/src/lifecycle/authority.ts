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
import type { AnyCommandName } from './commands';
import type { Refused } from './decision';

type Kind = Actor['kind'];

const IN_PERSON: readonly Kind[] = ['person'];
const PEOPLE: readonly Kind[] = ['person', 'person-through-plugin'];
const LOWERING: readonly Kind[] = [
  'person',
  'person-through-plugin',
  'service',
  'controller',
];
const CONTROLLER: readonly Kind[] = ['controller'];

/**
 * Which kind of actor may give which command. What binds people to what they
 * say is for a person in person; the controller never approves.
 */
export const AUTHORITY: Record<AnyCommandName, readonly Kind[]> = {
  revise: ['person', 'person-through-plugin', 'service'],
  withdraw: ['person', 'person-through-plugin', 'service'],
  approve: IN_PERSON,
  'withdraw-approval': IN_PERSON,
  object: IN_PERSON,
  'resolve-objection': IN_PERSON,
  'attest-milestone': IN_PERSON,
  start: [...PEOPLE, 'controller'],
  advance: [...PEOPLE, 'controller'],
  hold: LOWERING,
  resume: PEOPLE,
  'roll-back': LOWERING,
  'acknowledge-stuck': PEOPLE,
  promote: PEOPLE,
  cancel: [...PEOPLE, 'controller'],
  bypass: IN_PERSON,
  await: CONTROLLER,
  'acknowledge-exposure': CONTROLLER,
  'acknowledge-restore': CONTROLLER,
  remind: CONTROLLER,
  report: CONTROLLER,
  'report-stuck': CONTROLLER,
  complete: CONTROLLER,
  'close-way-back': CONTROLLER,
};

export function refuseActorKind(
  command: AnyCommandName,
  actor: Actor,
): Refused | undefined {
  const allowed = AUTHORITY[command];
  if (allowed.includes(actor.kind)) return undefined;
  const forPeople = allowed.includes('person');
  return {
    accepted: false,
    code: 'actor-kind',
    reason: forPeople
      ? `This is for ${
          allowed.includes('person-through-plugin')
            ? 'people'
            : 'a person in person'
        }, not for a ${actor.kind.replaceAll('-', ' ')}`
      : 'Only the controller records this',
    remedy: forPeople
      ? 'Do it signed in to the portal, or with your own token'
      : 'Nothing to do: it happens by itself',
    whoCould: [],
  };
}
