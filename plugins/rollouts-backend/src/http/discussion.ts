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
  discussionWritePermission,
  operations,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Router } from 'express';
import { z } from 'zod';
import type { Discussion } from '../discussion/Discussion';
import { bind } from './bind';
import { decodeCursor, encodeCursor } from './cursor';
import type { Viewers } from './Viewers';

export interface DiscussionRoutes {
  viewers: Viewers;
  discussion: Discussion;
}

const commentCursor = z.object({
  at: z.iso.datetime({ precision: 6 }),
  id: z.string().min(1).max(64),
});

const WRITING = {
  permission: discussionWritePermission,
  token: 'report',
} as const;

/** What people say on experiments and rollouts. */
export function bindDiscussion(
  router: Router,
  { viewers, discussion }: DiscussionRoutes,
): void {
  bind(router, operations.listComments, async ({ request, params, query }) => {
    const { limit, cursor, rollout } = query;
    const { items, next } = await discussion.list(
      { experimentId: params.id, rolloutId: rollout },
      await viewers.of(request),
      { limit, after: decodeCursor(cursor, commentCursor) },
    );
    return { items, nextCursor: encodeCursor(next) };
  });

  bind(router, operations.comment, async ({ request, params, body, keyOf }) => {
    const viewer = await viewers.of(request, WRITING);
    return discussion.comment(
      { experimentId: params.id, ...body },
      viewer,
      keyOf(viewer.actor),
    );
  });

  bind(router, operations.withdrawComment, async ({ request, params }) =>
    discussion.withdraw(params.id, await viewers.of(request, WRITING)),
  );
}
