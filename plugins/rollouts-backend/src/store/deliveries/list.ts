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
import { whereSubjectVisible, type Visibility } from '../visibility';

/** Where a page of deliveries ended. */
export interface DeliveryPosition {
  failed: boolean;
  /** Not its position, which counts what others may see. */
  id: string;
}

function visibleDeliveries(
  knex: Knex,
  visibility: Visibility,
): Knex.QueryBuilder<DeliveryRow, DeliveryRow[]> {
  const query = knex('deliveries as d').select('d.*');
  return query.modify(whereSubjectVisible, visibility, 'd');
}

/** Failed ones first, then newest first, after `after`. */
export async function listDeliveries(
  knex: Knex,
  options: {
    visibility: Visibility;
    state?: DeliveryRow['state'];
    webhook?: string;
    limit: number;
    after?: DeliveryPosition;
  },
): Promise<DeliveryRow[]> {
  const { visibility, state, webhook, after, limit } = options;
  const query = visibleDeliveries(knex, visibility)
    .orderByRaw(`(d.state = 'failed') desc, d.position desc`)
    .limit(limit);
  if (state) query.where('d.state', state);
  if (webhook) query.where('d.webhook', webhook);
  if (after) {
    query.whereRaw(
      `((d.state = 'failed')::int, d.position) <
         (?::int, (select position from deliveries where id = ?))`,
      [after.failed ? 1 : 0, after.id],
    );
  }
  return query;
}

/** Undefined as well where `visibility` does not let it be seen. */
export async function readDelivery(
  knex: Knex,
  id: string,
  visibility: Visibility,
): Promise<DeliveryRow | undefined> {
  return visibleDeliveries(knex, visibility).where('d.id', id).first();
}

/** How many of all of them are in each state. */
export async function countDeliveries(
  knex: Knex,
  visibility: Visibility,
): Promise<Record<DeliveryRow['state'], number>> {
  const rows: { state: DeliveryRow['state']; count: string }[] =
    await visibleDeliveries(knex, visibility)
      .clearSelect()
      .select('d.state')
      .count()
      .groupBy('d.state');
  const counts = { pending: 0, delivered: 0, failed: 0 };
  for (const { state, count } of rows) counts[state] = Number(count);
  return counts;
}
