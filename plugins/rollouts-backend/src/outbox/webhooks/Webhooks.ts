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

import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { Knex } from 'knex';
import { backoffMs, type Backoff } from '../../pipeline/backoff';
import { Pipeline } from '../../pipeline/Pipeline';
import {
  claimDeliveries,
  failUnconfigured,
  settleDelivery,
  type ClaimedDelivery,
} from '../../store/deliveries';
import { databaseNow } from '../../store/clock';
import type { Webhook } from './configuration';
import { bodyFor } from './formats';
import { post } from './post';
import { signed } from './sign';

export interface WebhooksOptions {
  database: Knex;
  webhooks: readonly Webhook[];
  logger: LoggerService;
  pollMs?: number;
  timeoutMs?: number;
  backoff?: Backoff;
  /** After so many attempts it has failed, until somebody sends it again. */
  attempts?: number;
}

/** Requests to one receiver at the same time. */
const CONCURRENCY = 4;

/**
 * Sends what the receivers are to be told. Each receiver has a lane of its own,
 * so that a slow or failing one keeps nothing else waiting; of one rollout one
 * message follows the other.
 */
export class Webhooks {
  readonly #options: Required<WebhooksOptions>;
  readonly #lanes: readonly Pipeline<ClaimedDelivery>[];

  static create(options: WebhooksOptions): Webhooks {
    return new Webhooks(options);
  }

  private constructor(options: WebhooksOptions) {
    this.#options = {
      pollMs: 1000,
      timeoutMs: 10_000,
      backoff: { baseMs: 5000, capMs: 15 * 60_000 },
      attempts: 10,
      ...options,
    };
    this.#lanes = options.webhooks.map(webhook =>
      Pipeline.create({
        name: `deliveries to ${webhook.id}`,
        logger: options.logger,
        concurrency: CONCURRENCY,
        pollMs: this.#options.pollMs,
        load: limit =>
          claimDeliveries(options.database, {
            webhook: webhook.id,
            limit,
            leaseMs: this.#options.timeoutMs * 3,
          }),
        work: (delivery, signal) => this.#send(webhook, delivery, signal),
      }),
    );
  }

  start(): void {
    const { database, webhooks, logger } = this.#options;
    const ids = webhooks.map(({ id }) => id);
    failUnconfigured(database, ids).catch(error =>
      logger.warn('Deliveries to receivers of the past still wait', error),
    );
    for (const lane of this.#lanes) lane.start();
  }

  /** Look for something to send now. */
  nudge(): void {
    for (const lane of this.#lanes) lane.nudge();
  }

  async stop(): Promise<void> {
    await Promise.all(this.#lanes.map(lane => lane.stop()));
  }

  async #send(
    webhook: Webhook,
    delivery: ClaimedDelivery,
    signal: AbortSignal,
  ): Promise<void> {
    const { database, timeoutMs, backoff, attempts } = this.#options;
    const body = writeBody(webhook, delivery);
    if (body instanceof Error) {
      await this.#giveUp(webhook, delivery, {
        status: null,
        error: `It can't be written: ${body.message}`,
      });
      return;
    }
    const answer = await post(webhook.url, {
      body,
      headers: {
        'User-Agent': 'Stagecraft',
        'Stagecraft-Delivery': delivery.id,
        'Stagecraft-Topic': delivery.event.topic,
        ...(webhook.secret === null
          ? {}
          : signed(webhook.secret, body, await databaseNow(database))),
      },
      timeoutMs,
      signal,
    });
    // Stopped on the way: the lease ends, and it is sent again.
    if (!answer.ok && signal.aborted) return;
    const failed =
      !answer.ok && (answer.hopeless || delivery.attempts >= attempts);
    if (failed) {
      await this.#giveUp(webhook, delivery, answer);
      return;
    }
    await settleDelivery(database, delivery, {
      state: answer.ok ? 'delivered' : 'pending',
      status: answer.status,
      error: answer.error,
      dueInMs: answer.retryAfterMs ?? backoffMs(delivery.attempts, backoff),
    });
  }

  async #giveUp(
    webhook: Webhook,
    delivery: ClaimedDelivery,
    { status, error }: { status: number | null; error: string | null },
  ): Promise<void> {
    const { database, logger } = this.#options;
    await settleDelivery(database, delivery, {
      state: 'failed',
      status,
      error,
      dueInMs: 0,
    });
    logger.warn(
      `Given up on a delivery to ${webhook.id} after ${delivery.attempts} attempts: ${error}`,
    );
  }
}

/** The text, or why there is none: then there is no use in trying again. */
function writeBody(
  webhook: Webhook,
  { event, action }: ClaimedDelivery,
): string | Error {
  try {
    return bodyFor(webhook, event, action);
  } catch (error) {
    return toError(error);
  }
}
