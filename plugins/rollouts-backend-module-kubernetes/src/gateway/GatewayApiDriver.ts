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

import type { Clusters } from '../cluster/Clusters';
import { HTTP_ROUTES } from '../cluster/resources';
import { workloadChecks } from '../preflight/workloadChecks';
import type { Plane } from '../split/Plane';
import { SplitDriver } from '../split/SplitDriver';
import { acceptance } from './acceptance';
import { candidatesIn } from './find';
import { HTTP_ROUTE_LAYOUT } from './layout';
import { headerCheck } from './preflight/headerCheck';
import { mirroringRules, routeChecks } from './preflight/routeChecks';
import { httpRouteSchema, type HttpRoute } from './route';

const PLANE: Plane<HttpRoute> = {
  layout: HTTP_ROUTE_LAYOUT,
  resource: HTTP_ROUTES,
  schema: httpRouteSchema,
  acceptance,
  candidates: candidatesIn,
  checks: routeChecks,
  mirrors: mirroringRules,
  headerCheck,
  workloads: workloadChecks,
};

/** Moves the weights and the internal audience's rules of an HTTPRoute. */
export class GatewayApiDriver extends SplitDriver<HttpRoute> {
  constructor(clusters: Clusters) {
    super(clusters, PLANE);
  }
}
