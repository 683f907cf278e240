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
import { bind } from './bind';
import type { Viewers } from './Viewers';

export interface ViewerRoutes {
  viewers: Viewers;
}

/** What the portal shows of itself, also to those who may read nothing. */
export function bindViewer(router: Router, { viewers }: ViewerRoutes): void {
  bind(router, operations.getViewer, async ({ request }) => {
    const viewer = await viewers.of(request, { mayLackReading: true });
    const { actor, permits, conditions = new Map() } = viewer;
    return {
      ref: actor.ref,
      permissions: [...permits, ...conditions.keys()].sort(),
    };
  });
}
