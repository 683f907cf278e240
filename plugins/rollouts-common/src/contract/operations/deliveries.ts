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

import { z } from 'zod';
import {
  deliverySchema,
  deliveryStateSchema,
  slugSchema,
  unreachedSchema,
} from '../../words';
import { id, operation, page } from '../declare';

/** What receivers of webhooks were sent. */
export const deliveryOperations = {
  listDeliveries: operation({
    id: 'listDeliveries',
    method: 'get',
    path: '/deliveries',
    summary: 'Deliveries to webhooks, those that failed first',
    query: z.object({
      ...page,
      state: deliveryStateSchema.optional(),
      webhook: slugSchema.optional(),
    }),
    response: z.object({
      items: z.array(deliverySchema),
      counts: z.object({
        pending: z.int(),
        delivered: z.int(),
        failed: z.int(),
      }),
      /** Ids of those that are configured. */
      webhooks: z.array(z.string()),
      /** With the first page: what reached nobody lately, newest first. */
      unreached: z.array(unreachedSchema),
      nextCursor: z.string().nullable(),
      now: z.iso.datetime(),
    }),
  }),
  replayDelivery: operation({
    id: 'replayDelivery',
    method: 'post',
    path: '/deliveries/{id}/replay',
    summary: 'Send a delivery again, with the same delivery id',
    params: id,
    response: deliverySchema,
  }),
} as const;
