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

import { z } from 'zod';
import {
  entityRefSchema,
  metricViewSchema,
  pointSchema,
  serviceViewSchema,
  slugSchema,
  targetCandidateSchema,
} from '../../words';
import { operation } from '../declare';

const service = z.object({
  kind: z.string().max(63),
  namespace: z.string().max(63),
  name: z.string().max(63),
});

/** Services, and what is measured of them. */
export const serviceOperations = {
  getService: operation({
    id: 'getService',
    method: 'get',
    path: '/services/{kind}/{namespace}/{name}',
    summary: 'A service: its targets, its approvers, who may request a rollout',
    params: service,
    response: serviceViewSchema,
  }),
  findTargets: operation({
    id: 'findTargets',
    method: 'get',
    path: '/services/{kind}/{namespace}/{name}/targets',
    summary:
      'What a rollout of a service could move: named in the catalogue, or found in the clusters by its Kubernetes annotations',
    params: service,
    response: z.object({
      items: z.array(targetCandidateSchema),
      /** Why some place could not be looked at, a sentence each. */
      troubles: z.array(z.string()),
    }),
  }),
  listServices: operation({
    id: 'listServices',
    method: 'get',
    path: '/services',
    summary: 'Services with a target, and whether the viewer may request one',
    response: z.object({ items: z.array(serviceViewSchema) }),
  }),
  listMetrics: operation({
    id: 'listMetrics',
    method: 'get',
    path: '/metrics',
    summary: "Metric definitions, with a service's values of today",
    query: z.object({ service: entityRefSchema.optional() }),
    response: z.object({ items: z.array(metricViewSchema) }),
  }),
  getMetricHistory: operation({
    id: 'getMetricHistory',
    method: 'get',
    path: '/metrics/{name}/history',
    summary: "A service's recent values, to judge a limit by",
    params: z.object({ name: slugSchema }),
    query: z.object({
      service: entityRefSchema,
      minutes: z.coerce.number().int().min(5).max(1440).default(60),
    }),
    response: z.object({ points: z.array(pointSchema) }),
  }),
} as const;
