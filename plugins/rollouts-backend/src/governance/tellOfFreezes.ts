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
  Freeze,
  FreezeChange,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import { describeScope } from '../freezes/scope';
import { tellUntil } from '../freezes/tell';
import { addNotice, addSignal, type Notice } from '../store/outbox';
import { listInScope, type StoredRollout } from '../store/rollouts';

/** The page that has all freezes, and what is held. */
const LINK = '/rollouts/operations';

const TITLES: Record<FreezeChange['change'], string> = {
  declared: 'Freeze declared',
  extended: 'Freeze extended',
  ended: 'Freeze ended',
  'window-ended': 'Freeze ended until its next window',
};

function describe(freeze: Freeze, { change, reason, window }: FreezeChange) {
  const what = `It covers ${describeScope(freeze.scope)}`;
  if (change === 'ended' || change === 'window-ended') {
    return `${what}: ${reason}. What waited goes on when nothing else is in its way.`;
  }
  const when = window ? `, ${tellUntil(window.end)}` : '';
  return `${what}${when}: ${reason}`;
}

function messageOf(
  freeze: Freeze,
  change: FreezeChange,
): Pick<Notice, 'topic' | 'title' | 'description'> {
  if (freeze.stopsLine && change.change === 'declared') {
    return {
      topic: 'line-stopped',
      title: `${change.actor.name} stopped the line: ${describeScope(
        freeze.scope,
      )}`,
      description: `What is exposed is held, and nothing is exposed further until somebody ends that: ${change.reason}`,
    };
  }
  return {
    topic: 'freeze',
    title: `${TITLES[change.change]}: ${freeze.title}`,
    description: describe(freeze, change),
  };
}

function peopleOf(rollouts: readonly StoredRollout[]): string[] {
  return rollouts.flatMap(({ people, state }) => [
    state.requestedBy.ref,
    ...people.owners,
  ]);
}

/**
 * Tells the owners of what is under way in its scope: each once, however many
 * of their rollouts it concerns.
 */
export async function tellOfFreeze(
  trx: Knex,
  freeze: Freeze,
  change: FreezeChange,
): Promise<void> {
  const affected = await listInScope(trx, {
    scope: freeze.scope,
    exposedOnly: false,
    visibility: 'all',
  });
  const key = `freeze/${freeze.id}/${freeze.version}`;
  const recipients = [...new Set(peopleOf(affected))];
  if (recipients.length > 0) {
    const message = messageOf(freeze, change);
    const except = change.actor.ref;
    await addNotice(trx, { ...message, recipients, except, link: LINK }, key);
  }
  await addSignal(trx, `${key}/signal`);
}
