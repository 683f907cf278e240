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

import { operations } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Router } from 'express';
import type { Measured } from '../views/measured';
import type { Reviews } from '../views/Reviews';
import type { Rollouts } from '../views/Rollouts';
import { refsOf } from '../permissions/Viewer';
import { bind } from './bind';
import {
  boardCursor,
  decisionCursor,
  decodeCursor,
  encodeCursor,
} from './cursor';
import type { Viewers } from './Viewers';
import type { Knex } from 'knex';

export interface RolloutRoutes extends Pick<Measured, 'readSeries'> {
  knex: Knex;
  viewers: Viewers;
  rollouts: Rollouts;
  reviews: Reviews;
}

/** Reading rollouts. */
export function bindRollouts(router: Router, options: RolloutRoutes): void {
  const { knex, viewers, rollouts, reviews, readSeries } = options;

  bind(router, operations.listRollouts, async ({ request, query }) => {
    const viewer = await viewers.of(request);
    const { limit, cursor, scope, ...filter } = query;
    const page = await rollouts.board(
      {
        ...filter,
        ...(scope === 'mine' ? { requestedBy: viewer.actor.ref } : {}),
        ...(scope === 'teams' ? { owners: refsOf(viewer) } : {}),
      },
      { limit, after: decodeCursor(cursor, boardCursor) },
      viewer,
    );
    return {
      items: page.items,
      counts: page.counts,
      nextCursor: encodeCursor(page.next),
      now: page.now.toISOString(),
    };
  });

  bind(router, operations.getRollout, async ({ request, params }) =>
    rollouts.get(params.id, await viewers.of(request)),
  );

  bind(router, operations.listDecisions, async ({ request, params, query }) => {
    const viewer = await viewers.of(request);
    const { cursor, limit, actor } = query;
    const page = await rollouts.decisions(params.id, viewer, {
      actor,
      limit,
      before: decodeCursor(cursor, decisionCursor),
    });
    return { items: page.items, nextCursor: encodeCursor(page.next) };
  });

  bind(router, operations.getEvidence, async ({ request, params }) => {
    const viewer = await viewers.of(request);
    return readSeries(knex, await rollouts.stored(params.id, viewer));
  });

  bind(router, operations.reviewRollout, async ({ request, params }) => {
    const viewer = await viewers.of(request);
    return reviews.review(await rollouts.stored(params.id, viewer));
  });

  bind(router, operations.previewRollout, async ({ request, params }) => {
    const viewer = await viewers.of(request);
    const rollout = await rollouts.stored(params.id, viewer);
    return { targets: await reviews.preview(rollout) };
  });

  bind(router, operations.listApprovals, async ({ request }) => {
    const { items, now } = await rollouts.awaiting(await viewers.of(request));
    return { items, now: now.toISOString() };
  });
}
