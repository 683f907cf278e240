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
import type { DeliveryRow } from '../tables';
import type { ClaimedDelivery } from './claim';

/** Notes an attempt. Does nothing when another has claimed the delivery. */
export async function settleDelivery(
  knex: Knex,
  { id, ticket }: Pick<ClaimedDelivery, 'id' | 'ticket'>,
  outcome: {
    state: DeliveryRow['state'];
    status: number | null;
    error: string | null;
    /** Of what stays pending: until the next attempt. */
    dueInMs: number;
  },
): Promise<void> {
  const now = knex.raw('clock_timestamp()');
  await knex('deliveries')
    .where({ id, ticket })
    .update({
      state: outcome.state,
      last_status: outcome.status,
      last_error: outcome.error,
      ticket: null,
      ...(outcome.state === 'pending'
        ? {
            due_at: knex.raw(
              `clock_timestamp() + ? * interval '1 millisecond'`,
              [outcome.dueInMs],
            ),
          }
        : { settled_at: now }),
    });
}

/** What waits for a receiver that is not configured any more has failed. */
export async function failUnconfigured(
  knex: Knex,
  configured: readonly string[],
): Promise<number> {
  return knex('deliveries')
    .where({ state: 'pending' })
    .whereRaw('not (webhook = any(?::text[]))', [[...configured]])
    .update({
      state: 'failed',
      ticket: null,
      last_error: 'The webhook is not configured any more',
      settled_at: knex.raw('clock_timestamp()'),
    });
}

/** Sends it again, as if for the first time. Answers whether it was settled. */
export async function replayDelivery(knex: Knex, id: string): Promise<boolean> {
  const replayed = await knex('deliveries')
    .where({ id })
    .whereNot({ state: 'pending' })
    .update({
      state: 'pending',
      attempts: 0,
      settled_at: null,
      due_at: knex.raw('clock_timestamp()'),
    });
  return replayed === 1;
}

/** Forgets what was delivered, or failed, more than so many days ago. */
export async function purgeDeliveries(
  knex: Knex,
  days: { delivered: number; failed: number },
): Promise<number> {
  const before = (count: number) =>
    knex.raw(`clock_timestamp() - ? * interval '1 day'`, [count]);
  return knex('deliveries')
    .where(query =>
      query
        .where({ state: 'delivered' })
        .where('settled_at', '<', before(days.delivered)),
    )
    .orWhere(query =>
      query
        .where({ state: 'failed' })
        .where('settled_at', '<', before(days.failed)),
    )
    .delete();
}
