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
  entityRefSchema,
  REVIEW_KINDS,
  reviewBodySchema,
  reviewKindSchema,
  reviewRowSchema,
  reviewSchema,
} from '../../words';
import { id, operation, page } from '../declare';

const counts = z.object({
  /** Not closed. */
  open: z.int(),
  /** Of the open ones: past their time. */
  overdue: z.int(),
  /** Actions of all reviews that are not done. */
  actions: z.int(),
  /** Of those: past their day. */
  actionsOverdue: z.int(),
});

/** Reviews of incidents and of bypasses. */
export const reviewOperations = {
  listReviews: operation({
    id: 'listReviews',
    method: 'get',
    path: '/reviews',
    summary: 'Reviews: those open by the time they are due, or those closed',
    query: z.object({
      ...page,
      state: z.enum(['open', 'closed']).default('open'),
      kind: reviewKindSchema.optional(),
      service: entityRefSchema.optional(),
      rollout: z.string().max(64).optional(),
    }),
    response: z.object({
      items: z.array(reviewRowSchema),
      nextCursor: z.string().nullable(),
      now: z.iso.datetime(),
    }),
  }),
  countReviews: operation({
    id: 'countReviews',
    method: 'get',
    path: '/reviews/counts',
    summary: `How many reviews and actions are open and overdue, by kind: ${REVIEW_KINDS.join(
      ', ',
    )}`,
    response: z.object({
      incident: counts,
      bypass: counts,
      now: z.iso.datetime(),
    }),
  }),
  getReview: operation({
    id: 'getReview',
    method: 'get',
    path: '/reviews/{id}',
    summary: 'One review with its timeline and history',
    params: id,
    response: reviewSchema,
  }),
  writeReview: operation({
    id: 'writeReview',
    method: 'post',
    path: '/reviews/{id}',
    summary:
      'Write notes, actions and the conclusion of a review; of a closed one, which actions are done',
    params: id,
    body: z.strictObject({ version: z.int().min(1), body: reviewBodySchema }),
    response: reviewSchema,
    idempotent: true,
  }),
  closeReview: operation({
    id: 'closeReview',
    method: 'post',
    path: '/reviews/{id}/closing',
    summary: 'Close a review; for somebody else than it is about',
    params: id,
    body: z.strictObject({ version: z.int().min(1), body: reviewBodySchema }),
    response: reviewSchema,
    idempotent: true,
  }),
} as const;
