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
import { STALE_DAYS } from '../insights/measures';
import { addNotice } from '../store/outbox';
import { takeStaleFlags } from '../store/rollouts';
import { inTransaction } from '../store/transaction';

/** Flags told of in one transaction. */
const AT_ONCE = 50;

/**
 * Tells the owners of each flag that has nothing left to choose.
 *
 * @returns how many were told of.
 */
export async function tellStaleFlags(knex: Knex): Promise<number> {
  return inTransaction(knex, async trx => {
    const flags = await takeStaleFlags(trx, {
      days: STALE_DAYS,
      limit: AT_ONCE,
    });
    for (const { id, experiment_id, service, people, title } of flags) {
      await addNotice(
        trx,
        {
          topic: 'flag-stale',
          recipients: people.owners,
          title: `Stale flag: ${title}`,
          description: `A flag of ${nameOfRef(
            service,
          )} has been open to everyone for ${STALE_DAYS} days. Take it out of the code, then say on the rollout's page that the new version is promoted`,
          rolloutId: id,
          experimentId: experiment_id,
        },
        `flag-stale/${id}`,
      );
    }
    return flags.length;
  });
}
