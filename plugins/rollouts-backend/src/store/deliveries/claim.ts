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

import type { WebhookEvent } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import type { DeliveryRow } from '../tables';

export interface ClaimedDelivery {
  id: string;
  event: WebhookEvent;
  action: DeliveryRow['action'];
  ticket: string;
  /** Claims so far, this one included. */
  attempts: number;
}

/**
 * Claims what is due to one receiver, in the order of the events, and of each
 * subject nothing before what waits ahead of it. The moved due time is the lease.
 * What is due later than any pause takes is due: the clock was set back.
 */
export async function claimDeliveries(
  knex: Knex,
  options: { webhook: string; limit: number; leaseMs: number },
): Promise<ClaimedDelivery[]> {
  const { rows } = await knex.raw<{
    rows: (ClaimedDelivery & { event_key: string })[];
  }>(
    `with heads as (
       select distinct on (subject) id from deliveries
       where webhook = :webhook and state = 'pending'
       order by subject, event_key
     ), due as (
       select d.id from deliveries d join heads using (id)
       where d.state = 'pending' and (d.due_at <= clock_timestamp()
         or d.due_at > clock_timestamp() + interval '30 minutes')
       order by d.event_key
       limit :limit
       for update of d skip locked
     )
     update deliveries d
     set due_at = clock_timestamp() + :lease * interval '1 millisecond',
         ticket = gen_random_uuid()::text,
         attempts = d.attempts + 1
     from due where d.id = due.id
     returning d.id, d.event, d.action, d.ticket, d.attempts, d.event_key`,
    {
      webhook: options.webhook,
      limit: options.limit,
      lease: options.leaseMs,
    },
  );
  return rows.sort((a, b) => Number(a.event_key) - Number(b.event_key));
}
