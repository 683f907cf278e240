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
  PlaybookChange,
  PlaybookEvent,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import { listOverdueReviews } from '../store/playbooks';
import { addNotice } from '../store/outbox';
import { inTransaction } from '../store/transaction';
import { ownersOf } from './decidePlaybook';

const DOES: Record<PlaybookChange['kind'], string> = {
  revise: 'A change of the playbook',
  retire: 'Retiring the playbook',
  'bring-back': 'Bringing back the playbook',
};

const ENDED: Partial<Record<PlaybookEvent['kind'], string>> = {
  proposed: 'is proposed',
  'signed-off': 'is signed off',
  refused: 'is refused',
  withdrawn: 'is withdrawn',
};

/** Tells who is to decide of a change, and who proposed it how it ended. */
export async function tellOfChange(
  trx: Knex,
  told: {
    change: { id: string; playbookId: string; kind: PlaybookChange['kind'] };
    /** The playbook's. */
    title: string;
    what: PlaybookEvent['kind'];
    actor: Actor;
    reason: string;
    recipients: string[];
  },
): Promise<void> {
  const { change, what, actor, reason, recipients } = told;
  await addNotice(
    trx,
    {
      topic: 'playbook-change',
      recipients,
      except: actor.ref,
      title: `${DOES[change.kind]} ${told.title} ${ENDED[what] ?? what}`,
      description: `${actor.name}: ${reason}`,
      link: `/rollouts/playbooks/${change.playbookId}/changes/${change.id}`,
    },
    `playbook-change/${change.id}/${what}`,
  );
}

/**
 * Tells the owners of playbooks whose review is overdue, once for each time
 * that it became due. Any replica may do it, any number of times.
 */
export async function tellOverdueReviews(
  knex: Knex,
  operators: readonly string[],
): Promise<void> {
  await inTransaction(knex, async trx => {
    for (const { id, body, dueAt } of await listOverdueReviews(trx)) {
      await addNotice(
        trx,
        {
          topic: 'playbook-review',
          recipients: ownersOf(body, operators),
          title: `The review of the playbook ${body.title} is overdue`,
          description: `It was due at ${dueAt.toISOString()}: read it again, and record that or propose a change`,
          link: `/rollouts/playbooks/${id}`,
        },
        `playbook/${id}/review-due/${dueAt.toISOString()}`,
      );
    }
  });
}
