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

export interface NewDelivery {
  id: string;
  webhook: string;
  rolloutId: string | null;
  experimentId?: string | null;
  /** Of what is about a service, and no experiment of it. */
  service?: string | null;
  /** Of one subject, one follows the other. */
  subject: string;
  /** The same event is sent to one receiver once. */
  eventKey: string;
  event: WebhookEvent;
  action: DeliveryRow['action'];
}

export async function addDelivery(
  trx: Knex,
  delivery: NewDelivery,
): Promise<void> {
  await trx('deliveries')
    .insert({
      id: delivery.id,
      webhook: delivery.webhook,
      rollout_id: delivery.rolloutId,
      experiment_id: delivery.experimentId ?? null,
      service: delivery.service ?? null,
      subject: delivery.subject,
      event_key: delivery.eventKey,
      event: JSON.stringify(delivery.event),
      action: delivery.action,
      due_at: trx.raw('clock_timestamp()'),
      created_at: trx.raw('clock_timestamp()'),
    })
    .onConflict(['webhook', 'event_key'])
    .ignore();
}

/** Whether a receiver was sent something of this subject to act on. */
export async function hasTriggered(
  trx: Knex,
  webhook: string,
  subject: string,
): Promise<boolean> {
  const row = await trx<DeliveryRow>('deliveries')
    .where({ webhook, subject, action: 'trigger' })
    .first('id');
  return row !== undefined;
}
