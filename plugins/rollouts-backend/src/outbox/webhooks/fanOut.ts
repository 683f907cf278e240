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

import { randomUUID } from 'node:crypto';
import { toError } from '@backstage/errors';
import {
  TOPICS,
  type WebhookEvent,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import type { z } from 'zod';
import { databaseNow } from '../../store/clock';
import { addDelivery, hasTriggered } from '../../store/deliveries';
import { readTitles } from '../../store/experiments';
import { noticeSchema } from '../../store/outbox';
import { readRollout } from '../../store/rollouts';
import { inTransaction } from '../../store/transaction';
import { Undelivered, type Deliverable, type Deliverer } from '../deliverer';
import { linkOf } from '../link';
import { actionFor } from './action';
import type { Webhook } from './configuration';

type Notice = z.output<typeof noticeSchema>;

export interface FanOutOptions {
  database: Knex;
  webhooks: readonly Webhook[];
  /** `app.baseUrl`. */
  portalUrl: string;
  /** Called when there is something to send. */
  onAdded?: () => void;
}

async function rolloutOf(
  trx: Knex,
  { rolloutId, decision }: Notice,
): Promise<WebhookEvent['rollout']> {
  const stored =
    rolloutId === null ? undefined : await readRollout(trx, rolloutId);
  if (!stored) return null;
  const { experimentId, plan, state } = stored;
  const titles = await readTitles(trx, [experimentId]);
  return {
    id: stored.id,
    experimentId,
    experiment: titles.get(experimentId) ?? experimentId,
    service: stored.service,
    system: stored.system,
    environment: plan.environment,
    phase: decision?.phase ?? state.phase,
    stage: (decision?.stageIndex ?? state.stageIndex) + 1,
    stages: plan.stages.length,
    planHash: decision?.planHash ?? stored.planHash,
    drill: plan.drill !== undefined,
  };
}

async function eventOf(
  trx: Knex,
  id: string,
  notice: Notice,
  portalUrl: string,
): Promise<WebhookEvent> {
  const { topic, decision } = notice;
  return {
    version: 1,
    id,
    topic,
    severity: notice.severity ?? TOPICS[topic].severity,
    at: decision?.at ?? (await databaseNow(trx)).toISOString(),
    title: notice.title,
    description: notice.description,
    cause: notice.cause ?? null,
    link: `${portalUrl.replace(/\/$/, '')}${linkOf(notice)}`,
    actor: decision?.actor ?? null,
    rollout: await rolloutOf(trx, notice),
  };
}

/** Writes down what each receiver is to be sent: once, however often tried. */
export function fanOut(options: FanOutOptions): Deliverer {
  const { database, webhooks, portalUrl } = options;

  async function deliver({ id, payload }: Deliverable): Promise<void> {
    const notice = noticeSchema.parse(payload);
    await inTransaction(database, async trx => {
      const event = await eventOf(trx, id, notice, portalUrl);
      const subject = event.rollout?.id ?? event.topic;
      for (const webhook of webhooks) {
        const opened = await hasTriggered(trx, webhook.id, subject);
        const action = actionFor(webhook, event, opened);
        if (!action) continue;
        await addDelivery(trx, {
          id: randomUUID(),
          webhook: webhook.id,
          rolloutId: event.rollout?.id ?? null,
          experimentId: notice.experimentId,
          service: notice.service,
          subject,
          eventKey: id,
          event,
          action,
        });
      }
    });
  }

  return {
    kind: 'webhook',
    // One after the other: receivers are told in the order of the decisions.
    coalesces: true,
    async deliver(entries) {
      if (webhooks.length === 0) return;
      const reasons = new Map<string, Error>();
      for (const entry of entries) {
        try {
          await deliver(entry);
        } catch (error) {
          reasons.set(entry.id, toError(error));
        }
      }
      options.onAdded?.();
      if (reasons.size > 0) throw new Undelivered(reasons);
    },
  };
}
