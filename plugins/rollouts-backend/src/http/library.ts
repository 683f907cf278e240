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
import type { Experiments } from '../views/Experiments';
import type { Playbooks } from '../views/Playbooks';
import { bind } from './bind';
import { decodeCursor, encodeCursor, learningCursor } from './cursor';
import type { Viewers } from './Viewers';

export interface LibraryRoutes {
  viewers: Viewers;
  playbooks: Playbooks;
  experiments: Experiments;
}

/** Playbooks and learnings. */
export function bindLibrary(router: Router, options: LibraryRoutes): void {
  const { viewers, playbooks, experiments } = options;

  bind(router, operations.listPlaybooks, async ({ request }) => {
    const viewer = await viewers.of(request);
    const [items, proposed] = await Promise.all([
      playbooks.list(viewer),
      playbooks.proposed(),
    ]);
    return { items, proposed };
  });

  bind(router, operations.getPlaybook, async ({ request, params, query }) => {
    const viewer = await viewers.of(request);
    return playbooks.get(params.id, viewer, { version: query.version });
  });

  bind(router, operations.listSimilar, async ({ request, query }) => {
    const viewer = await viewers.of(request);
    const { limit, ...like } = query;
    return { items: await experiments.similar(viewer, like, limit) };
  });

  bind(router, operations.listLearnings, async ({ request, query }) => {
    const viewer = await viewers.of(request);
    const { limit, cursor, ...filter } = query;
    const page = await experiments.learnings(viewer, filter, {
      limit,
      after: decodeCursor(cursor, learningCursor),
    });
    return { items: page.items, nextCursor: encodeCursor(page.next) };
  });
}
