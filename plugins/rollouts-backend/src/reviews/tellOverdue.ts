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
import { readTitles } from '../store/experiments';
import { addNotice } from '../store/outbox';
import { takeOverdue } from '../store/reviews';
import { readRollouts } from '../store/rollouts';
import { inTransaction } from '../store/transaction';

/** Reviews told of in one transaction. */
const AT_ONCE = 50;

/**
 * Tells owners and operators, once, of each review that nobody closed in time.
 *
 * @returns how many were told of.
 */
export async function tellOverdue(knex: Knex): Promise<number> {
  return inTransaction(knex, async trx => {
    const rows = await takeOverdue(trx, AT_ONCE);
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
      await addNotice(
        trx,
        {
          topic: 'review-due',
          recipients: [...(people?.owners ?? []), ...(people?.operators ?? [])],
          title: `Review overdue: ${titles.get(row.experiment_id) ?? row.id}`,
          description:
            row.kind === 'bypass'
              ? `The bypass of ${row.subject} for ${nameOfRef(
                  row.service,
                )} was to be reviewed by now`
              : `The rollback of ${nameOfRef(
                  row.service,
                )} was to be reviewed by now: ${row.reason}`,
          rolloutId: row.rollout_id,
          experimentId: row.experiment_id,
          link: `/rollouts/reviews/${row.id}`,
        },
        `review/${row.id}/overdue`,
      );
    }
    return rows.length;
  });
}
