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
  Delivery,
  OperationOutput,
  Operations,
  Unreached,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import { MissingError, RefusedConflictError } from '../problems/errors';
import type { Webhook } from '../outbox';
import { databaseNow } from '../store/clock';
import {
  countDeliveries,
  listDeliveries,
  readDelivery,
  replayDelivery,
  type DeliveryPosition,
} from '../store/deliveries';
import { listUnreached } from '../store/notices';
import type { DeliveryRow, UnreachedRow } from '../store/tables';
import type { Viewer } from '../permissions/Viewer';

type Page = Omit<
  OperationOutput<Operations['listDeliveries']>,
  'nextCursor' | 'now'
> & { next: DeliveryPosition | undefined; now: Date };

/** More than anybody looks after by hand. */
const MOST_UNREACHED = 50;

function showUnreached(row: UnreachedRow): Unreached {
  return {
    id: row.event_key,
    topic: row.topic,
    severity: row.severity,
    title: row.title,
    link: row.link,
    recipients: row.recipients,
    toldOperators: row.told_operators,
    at: row.at.toISOString(),
  };
}

/** What receivers were sent, as those who look after them see it. */
export class Deliveries {
  readonly #knex: Knex;
  readonly #webhooks: readonly Webhook[];

  constructor(options: { knex: Knex; webhooks: readonly Webhook[] }) {
    this.#knex = options.knex;
    this.#webhooks = options.webhooks;
  }

  async list(
    viewer: Pick<Viewer, 'visibility'>,
    query: {
      limit: number;
      state?: DeliveryRow['state'];
      webhook?: string;
      after?: DeliveryPosition;
    },
  ): Promise<Page> {
    const { visibility } = viewer;
    const rows = await listDeliveries(this.#knex, {
      ...query,
      visibility,
      limit: query.limit + 1,
    });
    const shown = rows.slice(0, query.limit);
    const last = shown.at(-1);
    return {
      items: shown.map(row => this.#show(row)),
      counts: await countDeliveries(this.#knex, visibility),
      webhooks: this.#webhooks.map(({ id }) => id),
      unreached: query.after ? [] : await this.#unreached(visibility),
      next:
        rows.length > shown.length && last
          ? { failed: last.state === 'failed', id: last.id }
          : undefined,
      now: await databaseNow(this.#knex),
    };
  }

  /**
   * @throws MissingError, or RefusedConflictError for what is on its way or has
   * nobody to go to.
   */
  async replay(
    viewer: Pick<Viewer, 'visibility'>,
    id: string,
  ): Promise<Delivery> {
    const row = await readDelivery(this.#knex, id, viewer.visibility);
    if (!row) {
      throw new MissingError(
        `There is no delivery ${id}`,
        'Delivered ones are kept for 14 days, failed ones for 90',
      );
    }
    if (!this.#webhooks.some(webhook => webhook.id === row.webhook)) {
      throw new RefusedConflictError(
        `The webhook ${row.webhook} is not configured any more`,
        { code: 'not-open', remedy: 'Add it to rollouts.webhooks again' },
      );
    }
    if (!(await replayDelivery(this.#knex, id))) {
      throw new RefusedConflictError('It is on its way already', {
        code: 'not-open',
        remedy: 'Wait for the next attempt',
      });
    }
    const replayed = await readDelivery(this.#knex, id, viewer.visibility);
    return this.#show(replayed ?? row);
  }

  async #unreached(visibility: Viewer['visibility']): Promise<Unreached[]> {
    const limit = MOST_UNREACHED;
    const rows = await listUnreached(this.#knex, { visibility, limit });
    return rows.map(showUnreached);
  }

  #show(row: DeliveryRow): Delivery {
    const webhook = this.#webhooks.find(({ id }) => id === row.webhook);
    return {
      id: row.id,
      webhook: row.webhook,
      format: webhook?.format ?? null,
      host: webhook?.url.host ?? null,
      state: row.state,
      attempts: row.attempts,
      lastStatus: row.last_status,
      lastError: row.last_error,
      createdAt: row.created_at.toISOString(),
      dueAt: row.state === 'pending' ? row.due_at.toISOString() : null,
      settledAt: row.settled_at?.toISOString() ?? null,
      event: row.event,
    };
  }
}
