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

import { nameOfRef } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import { tellInstant } from '../freezes/tell';
import { readTitles } from '../store/experiments';
import { addNotice } from '../store/outbox';
import { takeDue, takeOverdueActions, type Telling } from '../store/reviews';
import { readRollouts } from '../store/rollouts';
import type { ReviewTableRow } from '../store/tables';
import { inTransaction } from '../store/transaction';

/** Reviews told of in one transaction. */
const AT_ONCE = 50;

const SAYS: Record<Telling, { title: string; by: string }> = {
  soon: { title: 'Review due within a day', by: 'is to be reviewed by' },
  overdue: { title: 'Review overdue', by: 'was to be reviewed by' },
};

function describe(
  { kind, service, subject, reason, due_at: due }: ReviewTableRow,
  telling: Telling,
): string {
  const what =
    kind === 'bypass'
      ? `The bypass of ${subject} for ${nameOfRef(service)}`
      : `The rollback of ${nameOfRef(service)}`;
  return `${what} ${SAYS[telling].by} ${tellInstant(due)}: ${reason}`;
}

async function tell(knex: Knex, telling: Telling): Promise<number> {
  return inTransaction(knex, async trx => {
    const rows = await takeDue(trx, telling, AT_ONCE);
    const rollouts = await readRollouts(
      trx,
      rows.map(row => row.rollout_id),
    );
    const titles = await readTitles(
      trx,
      rows.map(row => row.experiment_id),
    );
    for (const row of rows) {
      const people = rollouts.get(row.rollout_id)?.people;
      const title = titles.get(row.experiment_id) ?? row.id;
      await addNotice(
        trx,
        {
          topic: 'review-due',
          recipients: [...(people?.owners ?? []), ...(people?.operators ?? [])],
          title: `${SAYS[telling].title}: ${title}`,
          description: describe(row, telling),
          rolloutId: row.rollout_id,
          experimentId: row.experiment_id,
          link: `/rollouts/reviews/${row.id}`,
        },
        `review/${row.id}/${telling}`,
      );
    }
    return rows.length;
  });
}

/**
 * Tells owners and operators, once each, of every open review that is due
 * within a day, and of every one that nobody closed in time.
 *
 * @returns how many were told of.
 */
export async function tellDue(knex: Knex): Promise<number> {
  return (await tell(knex, 'soon')) + (await tell(knex, 'overdue'));
}

/**
 * Tells whoever an action of a review is for, once, that its day is over.
 *
 * @returns how many were told of.
 */
export async function tellOverdueActions(knex: Knex): Promise<number> {
  return inTransaction(knex, async trx => {
    const overdue = await takeOverdueActions(trx, AT_ONCE);
    for (const { review, action } of overdue) {
      const { text, owner, due } = action;
      await addNotice(
        trx,
        {
          topic: 'review-due',
          recipients: owner === null ? [] : [owner],
          title: `Action overdue: ${text}`,
          description: `It was to be done by ${due}, says a review of ${nameOfRef(
            review.service,
          )}. Say there when it is done.`,
          rolloutId: review.rollout_id,
          experimentId: review.experiment_id,
          link: `/rollouts/reviews/${review.id}`,
        },
        `review/${review.id}/action/${due}/${owner}/${text}`,
      );
    }
    return overdue.length;
  });
}
