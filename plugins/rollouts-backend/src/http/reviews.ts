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
  operations,
  reviewClosePermission,
  type Review,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Router } from 'express';
import type { Knex } from 'knex';
import { z } from 'zod';
import { StaleVersionError } from '../problems/errors';
import { answerBefore } from '../governance/once';
import type { ReviewDesk } from '../reviews/ReviewDesk';
import { bind, type Call } from './bind';
import { decodeCursor, encodeCursor } from './cursor';
import type { Viewers } from './Viewers';

export interface ReviewRoutes {
  knex: Knex;
  viewers: Viewers;
  reviewDesk: ReviewDesk;
}

const reviewCursor = z.object({
  at: z.iso.datetime({ precision: 6 }),
  id: z.string().min(1).max(64),
});

/** Reviews of incidents and bypasses. */
export function bindReviews(router: Router, options: ReviewRoutes): void {
  const { knex, viewers, reviewDesk } = options;

  bind(router, operations.listReviews, async ({ request, query }) => {
    const viewer = await viewers.of(request);
    const { limit, cursor, ...filter } = query;
    const { items, next, now } = await reviewDesk.list(filter, viewer, {
      limit,
      after: decodeCursor(cursor, reviewCursor),
    });
    return { items, nextCursor: encodeCursor(next), now: now.toISOString() };
  });

  bind(router, operations.countReviews, async ({ request }) =>
    reviewDesk.counts(await viewers.of(request)),
  );

  bind(router, operations.getReview, async ({ request, params }) =>
    reviewDesk.get(params.id, await viewers.of(request)),
  );

  async function write(
    call: Call<(typeof operations)['writeReview']>,
    closes: boolean,
  ): Promise<Review> {
    const { request, params, body, keyOf } = call;
    const viewer = await viewers.of(request, {
      permission: reviewClosePermission,
      personOnly: true,
    });
    if (viewer.stale) throw viewer.stale;
    const key = keyOf(viewer.actor);
    const before = key && (await answerBefore(knex, key));
    // Kept by the same operation with the same input, so it has its shape.
    if (before !== undefined) return before as Review;
    try {
      return await reviewDesk.write(
        { id: params.id, ...body, closes, actor: viewer.actor },
        viewer,
        trx => reviewDesk.view(trx, params.id, viewer),
        key,
      );
    } catch (error) {
      if (error instanceof StaleVersionError) {
        error.detail.current = await reviewDesk.get(params.id, viewer);
      }
      throw error;
    }
  }

  bind(router, operations.writeReview, call => write(call, false));
  bind(router, operations.closeReview, call => write(call, true));
}
