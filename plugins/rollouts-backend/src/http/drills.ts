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
  drillRunPermission,
  operations,
  type DrillSchedule,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Request, Router } from 'express';
import type { Knex } from 'knex';
import type { Drills } from '../drills/Drills';
import type { Schedules } from '../drills/Schedules';
import { answerBefore } from '../governance/once';
import type { Proposed } from '../governance/Proposer';
import type { Service } from '../people/service';
import { refuseUnseen } from '../views/Services';
import { bind } from './bind';
import { claiming } from './claiming';
import { decodeCursor, encodeCursor, experimentCursor } from './cursor';
import type { Viewers } from './Viewers';

export interface DrillRoutes {
  knex: Knex;
  viewers: Viewers;
  drills: Drills;
  drillSchedules: Schedules;
}

/** Rehearsed rollbacks: run, scheduled, and how they went. */
export function bindDrills(router: Router, options: DrillRoutes): void {
  const { knex, viewers, drills, drillSchedules } = options;

  async function rehearser(request: Request) {
    const viewer = await viewers.of(request, {
      permission: drillRunPermission,
      personOnly: true,
    });
    if (viewer.stale) throw viewer.stale;
    const admit = (service: Service) => refuseUnseen(viewer, service);
    return { viewer, admit };
  }

  bind(router, operations.listDrills, async ({ request, query }) => {
    const viewer = await viewers.of(request);
    const { limit, cursor, ...filter } = query;
    const { items, next, now } = await drills.list(filter, viewer, {
      limit,
      after: decodeCursor(cursor, experimentCursor),
    });
    return { items, nextCursor: encodeCursor(next), now: now.toISOString() };
  });

  bind(router, operations.drillStandings, async ({ request, query }) =>
    drills.standings(query, await viewers.of(request)),
  );

  bind(router, operations.runDrill, async ({ request, body, keyOf }) => {
    const { viewer, admit } = await rehearser(request);
    const { actor } = viewer;
    const key = keyOf(actor);
    const before = key && (await answerBefore(knex, key));
    // Kept by the same operation with the same input, so it has its shape.
    if (before !== undefined) return before as Proposed;
    return claiming(knex, viewer, [], () =>
      drills.run({ draft: body, actor, key, admit }),
    );
  });

  bind(router, operations.scheduleDrill, async ({ request, body }) => {
    const { viewer, admit } = await rehearser(request);
    const set: DrillSchedule = await drillSchedules.set(
      body,
      viewer.actor,
      admit,
    );
    return set;
  });

  bind(router, operations.removeDrillSchedule, async ({ request, params }) => {
    const { viewer, admit } = await rehearser(request);
    await drillSchedules.remove(params.id, viewer.actor, admit);
    return { id: params.id };
  });
}
