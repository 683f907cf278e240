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

import {
  deliveryManagePermission,
  operations,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Router } from 'express';
import { z } from 'zod';
import type { Deliveries } from '../views/Deliveries';
import { bind } from './bind';
import { decodeCursor, encodeCursor } from './cursor';
import type { Viewers } from './Viewers';

export interface DeliveryRoutes {
  viewers: Viewers;
  deliveries: Deliveries;
}

const cursorSchema = z.object({
  failed: z.boolean(),
  id: z.string().min(1).max(64),
});
const permission = deliveryManagePermission;

/** What receivers of webhooks were sent. */
export function bindDeliveries(router: Router, options: DeliveryRoutes): void {
  const { viewers, deliveries } = options;

  bind(router, operations.listDeliveries, async ({ request, query }) => {
    const viewer = await viewers.of(request, { permission });
    const { cursor, ...rest } = query;
    const { next, now, ...page } = await deliveries.list(viewer, {
      ...rest,
      after: decodeCursor(cursor, cursorSchema),
    });
    return { ...page, nextCursor: encodeCursor(next), now: now.toISOString() };
  });

  bind(router, operations.replayDelivery, async ({ request, params }) => {
    const viewer = await viewers.of(request, { permission, personOnly: true });
    return deliveries.replay(viewer, params.id);
  });
}
