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

import type { Knex } from 'knex';
import { raiseFences } from '../targets/fences';

/** What is announced on it is only that there is something to look for. */
export const WAKE_CHANNEL = 'rollouts_work';

/** Heard by all replicas once the transaction is committed. */
export async function announce(trx: Knex): Promise<void> {
  await trx.raw('select pg_notify(?, ?)', [WAKE_CHANNEL, '']);
}

/**
 * Makes the work of a rollout, or of several, due now. Work that is under way
 * is not taken from its holder: it falls due again when it is given back.
 */
export async function wakeWork(
  trx: Knex,
  rolloutId: string | readonly string[],
  options: { urgent: boolean },
): Promise<void> {
  const rolloutIds = [rolloutId].flat();
  if (rolloutIds.length === 0) return;
  await trx.raw(
    `with asked as (
       select target_id from work where rollout_id = any(:rolloutIds)
       order by target_id for update
     )
     update work
     set request_seq = request_seq + 1,
         urgent = urgent or :urgent,
         due_at = case when ticket is null
           then least(due_at, clock_timestamp()) else due_at end
     from asked where work.target_id = asked.target_id`,
    { rolloutIds, urgent: options.urgent },
  );
  await announce(trx);
}

/**
 * Takes a rollout's work from whoever holds it, makes it due now, and raises
 * the fences, so that a write already under way is known to be older than
 * any that follows.
 */
export async function clearTickets(
  trx: Knex,
  rolloutId: string,
): Promise<void> {
  await trx.raw(
    `with held as (
       select target_id from work where rollout_id = :rolloutId
       order by target_id for update
     )
     update work
     set ticket = null,
         attempts = 0,
         request_seq = request_seq + 1,
         due_at = clock_timestamp()
     from held where work.target_id = held.target_id`,
    { rolloutId },
  );
  await raiseFences(trx, rolloutId);
  await announce(trx);
}
