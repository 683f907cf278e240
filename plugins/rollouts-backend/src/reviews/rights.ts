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
  nameOfRef,
  seenLength,
  type Actor,
  type ReviewAction,
  type ReviewBody,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Refused } from '../lifecycle/decision';
import type { People } from '../lifecycle/people';
import { isOneOf } from '../lifecycle/people';
import { notEligible, refuse } from '../lifecycle/refuse';

export interface Reviewed {
  kind: 'incident' | 'bypass';
  /** Whose act it is. */
  about: string | null;
  closed: boolean;
}

function whoOf({ owners, approvers, operators }: People): string[] {
  return [...new Set([...owners, ...approvers, ...operators])];
}

/** Why this actor may not write in a review. */
export function refuseWriting(
  { closed }: Reviewed,
  actor: Actor,
  people: People,
): Refused | undefined {
  if (closed) {
    return refuse(
      'not-open',
      'The review is closed',
      'Read it; what comes later belongs to another review',
    );
  }
  const who = whoOf(people);
  return isOneOf(actor, who)
    ? undefined
    : notEligible('its owners, approvers and operators', who);
}

/** Why this actor may not say of these actions whether they are done. */
export function refuseTicking(
  actions: readonly ReviewAction[],
  actor: Actor,
  people: People,
): Refused | undefined {
  const owners = actions.flatMap(({ owner }) => owner ?? []);
  const who = [...new Set([...whoOf(people), ...owners])];
  return isOneOf(actor, who)
    ? undefined
    : notEligible(
        'its owners, approvers and operators, and who it is for',
        who,
      );
}

/**
 * The actions of which `after` says only whether they are done; undefined where
 * it says anything else anew.
 */
export function tickedOnly(
  before: ReviewBody,
  after: ReviewBody,
): ReviewAction[] | undefined {
  const plain = (body: ReviewBody) =>
    JSON.stringify([
      body.notes,
      body.conclusion,
      body.actions.map(({ text, owner, due }) => [text, owner, due]),
    ]);
  if (plain(before) !== plain(after)) return undefined;
  return after.actions.filter(
    ({ done }, index) => done !== before.actions[index].done,
  );
}

/** Why this actor may not close it, whatever it says. */
export function refuseCloser(
  review: Reviewed,
  actor: Actor,
  people: People,
): Refused | undefined {
  const refused = refuseWriting(review, actor, people);
  if (refused) return refused;
  const who = whoOf(people);
  if (actor.kind !== 'person') {
    return refuse(
      'actor-kind',
      'Closing a review is for a person in person',
      'Do it signed in to the portal, or with your own token',
      who,
    );
  }
  return actor.ref === review.about
    ? refuse(
        'not-eligible',
        `It is about what ${nameOfRef(
          actor.ref,
        )} did: another person closes it`,
        'Ask another owner, approver or operator to read and close it',
        who,
      )
    : undefined;
}

/** What is missing before a review with this content can be closed. */
export function refuseUnfinished({
  actions,
  conclusion,
}: ReviewBody): Refused | undefined {
  if (seenLength(conclusion) === 0) {
    return refuse(
      'gate-closed',
      'The conclusion is empty',
      'Say what was found, and what follows from it',
    );
  }
  const open = actions.find(({ owner, due }) => owner === null || due === null);
  return open
    ? refuse(
        'gate-closed',
        `The action "${open.text}" has no ${
          open.owner === null ? 'owner' : 'day'
        }`,
        'Give every action an owner and a day, or remove it',
      )
    : undefined;
}
