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

import type {
  AuditorService,
  DiscoveryService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { openApiDocument } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { bindAudit, type AuditRoutes } from './audit';
import { auditing } from './auditing';
import { readBody } from './body';
import { bindClusters, type ClusterRoutes } from './clusters';
import { bindCommands, type CommandRoutes } from './commands';
import { bindDeliveries, type DeliveryRoutes } from './deliveries';
import { errorHandler } from './errorHandler';
import { bindDrills, type DrillRoutes } from './drills';
import { bindDiscussion, type DiscussionRoutes } from './discussion';
import { bindExperiments, type ExperimentRoutes } from './experiments';
import { bindInsights, type InsightRoutes } from './insights';
import { bindGates, type GateRoutes } from './gates';
import { bindHarm, type HarmRoutes } from './harm';
import { bindLibrary, type LibraryRoutes } from './library';
import { bindPlans, type PlanRoutes } from './plans';
import { bindPlaybooks, type PlaybookRoutes } from './playbooks';
import { bindReviews, type ReviewRoutes } from './reviews';
import { bindRollouts, type RolloutRoutes } from './rollouts';
import { bindViewer } from './viewer';
import { bindServices, type ServiceRoutes } from './services';
import { bindFreezes, type FreezeRoutes } from './freezes';
import { HttpError } from './HttpError';

export interface RouterOptions
  extends RolloutRoutes,
    CommandRoutes,
    ExperimentRoutes,
    DiscussionRoutes,
    PlanRoutes,
    LibraryRoutes,
    InsightRoutes,
    PlaybookRoutes,
    ServiceRoutes,
    ReviewRoutes,
    DrillRoutes,
    DeliveryRoutes,
    HarmRoutes,
    GateRoutes,
    ClusterRoutes,
    AuditRoutes,
    FreezeRoutes {
  auditor: AuditorService;
  discovery: DiscoveryService;
  logger: LoggerService;
}

/** The HTTP API, one declared operation a route. */
export function createRouter(options: RouterOptions): Router {
  const router = PromiseRouter();
  router.use(auditing(options.auditor, options.logger));
  router.use(readBody);
  router.get('/v1/openapi.json', async (_request, response) => {
    const base = await options.discovery.getExternalBaseUrl('rollouts');
    response.json(openApiDocument(`${base}/v1`));
  });
  bindRollouts(router, options);
  bindCommands(router, options);
  bindExperiments(router, options);
  bindDiscussion(router, options);
  bindPlans(router, options);
  bindPlaybooks(router, options);
  bindLibrary(router, options);
  bindInsights(router, options);
  bindServices(router, options);
  bindReviews(router, options);
  bindDrills(router, options);
  bindClusters(router, options);
  bindFreezes(router, options);
  bindDeliveries(router, options);
  bindHarm(router, options);
  bindGates(router, options);
  bindAudit(router, options);
  bindViewer(router, options);
  router.use(request => {
    throw new HttpError(404, 'NotFoundError', {
      message: `There is no ${request.method} ${request.path} here`,
      code: 'not-found',
      remedy: 'Every operation is described in v1/openapi.json',
    });
  });
  router.use(errorHandler(options.logger));
  return router;
}
