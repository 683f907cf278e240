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
import type { Candidates } from '../governance/Candidates';
import type { Measured } from '../views/measured';
import type { Service } from '../people/service';
import type { Services } from '../views/Services';
import { bind } from './bind';
import type { Viewers } from './Viewers';

export interface ServiceRoutes
  extends Pick<Measured, 'listMetricViews' | 'metricHistory'> {
  viewers: Viewers;
  services: Services;
  candidates: Candidates;
}

/** Services, and what is measured of them. */
export function bindServices(router: Router, options: ServiceRoutes): void {
  const { viewers, services, candidates, listMetricViews, metricHistory } =
    options;

  /** Where nothing is named, what is measured is the only target found. */
  async function measurable(service: Service): Promise<Service> {
    if (service.targets.length > 0) return service;
    const { targets } = await candidates.find(service);
    return targets.length === 1
      ? { ...service, targets: targets.map(({ ref }) => ref) }
      : service;
  }

  bind(router, operations.listServices, async ({ request }) => ({
    items: await services.list(await viewers.of(request)),
  }));

  bind(router, operations.getService, async ({ request, params }) => {
    const { kind, namespace, name } = params;
    return services.get(
      `${kind}:${namespace}/${name}`,
      await viewers.of(request),
    );
  });

  bind(router, operations.findTargets, async ({ request, params }) => {
    const viewer = await viewers.of(request);
    const { kind, namespace, name } = params;
    return candidates.of(
      await services.seen(`${kind}:${namespace}/${name}`, viewer),
    );
  });

  bind(router, operations.listMetrics, async ({ request, query }) => {
    const viewer = await viewers.of(request);
    const service = query.service
      ? await measurable(await services.seen(query.service, viewer))
      : undefined;
    return { items: await listMetricViews(service) };
  });

  bind(
    router,
    operations.getMetricHistory,
    async ({ request, params, query }) => {
      const viewer = await viewers.of(request);
      const service = await measurable(
        await services.seen(query.service, viewer),
      );
      return {
        points: await metricHistory(params.name, service, query.minutes),
      };
    },
  );
}
