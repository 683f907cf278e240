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
  rolloutRequestPermission,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Request, Router } from 'express';
import type { Knex } from 'knex';
import type { Drivers } from '../governance/Drivers';
import type { Planner } from '../governance/Planner';
import { markRequired } from '../governance/preflights';
import { admitRequest, type Services } from '../views/Services';
import { withHolders } from '../views/targetHolders';
import { bind } from './bind';
import type { Viewers } from './Viewers';

export interface PlanRoutes {
  knex: Knex;
  viewers: Viewers;
  services: Services;
  planner: Planner;
  drivers: Drivers;
}

/** Judging plans that are being written. */
export function bindPlans(router: Router, options: PlanRoutes): void {
  const { knex, viewers, services, planner, drivers } = options;

  /** Who asks, and the service that they may request rollouts of. */
  async function requested(request: Request, ref: string) {
    const viewer = await viewers.of(request, {
      permission: rolloutRequestPermission,
      token: 'propose',
    });
    const service = await services.seen(ref, viewer);
    admitRequest(viewer, service);
    return { viewer, ref: service.ref };
  }

  bind(router, operations.checkPlan, async ({ request, body }) => {
    const { viewer, ref } = await requested(request, body.service);
    return planner.check(body.plan, ref, [viewer.actor.ref]);
  });

  bind(router, operations.preflightTargets, async ({ request, body }) => {
    const { viewer, ref } = await requested(request, body.service);
    await planner.refuseMisfits({ targets: body.targets }, ref);
    const items = await drivers.preflight(body.targets);
    return { items: await withHolders(knex, drivers, viewer, items) };
  });

  bind(router, operations.previewPlan, async ({ request, body }) => {
    const { viewer, ref } = await requested(request, body.service);
    await planner.refuseMisfits(body.plan, ref);
    const playbook = await planner.playbook(body.plan.playbook);
    const previews = await drivers.preview(body.plan);
    const marked = markRequired(playbook, previews);
    return { targets: await withHolders(knex, drivers, viewer, marked) };
  });
}
