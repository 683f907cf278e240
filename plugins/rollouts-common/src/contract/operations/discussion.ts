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
import { commentSchema, commentTextSchema } from '../../words';
import { id, operation, page } from '../declare';

/** What people say about an experiment and its rollouts. */
export const discussionOperations = {
  listComments: operation({
    id: 'listComments',
    method: 'get',
    path: '/experiments/{id}/comments',
    summary: 'The discussion of an experiment and its rollouts, newest first',
    params: id,
    query: z.object({
      ...page,
      /** Only what was said on this rollout. */
      rollout: z.string().max(64).optional(),
    }),
    response: z.object({
      items: z.array(commentSchema),
      nextCursor: z.string().nullable(),
    }),
  }),
  comment: operation({
    id: 'comment',
    method: 'post',
    path: '/experiments/{id}/comments',
    summary: 'Say something; a comment decides nothing',
    params: id,
    body: z.strictObject({
      text: commentTextSchema,
      /** The rollout of the experiment that it is about. */
      rolloutId: z.string().max(64).optional(),
    }),
    response: commentSchema,
    status: 201,
    idempotent: true,
  }),
  withdrawComment: operation({
    id: 'withdrawComment',
    method: 'post',
    path: '/comments/{id}/withdrawal',
    summary: 'Withdraw what one said oneself; that it was said stays visible',
    params: id,
    response: commentSchema,
  }),
} as const;
