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
import { clusterViewSchema } from '../../words';
import { operation } from '../declare';

/** Clusters, and what is governed in them. */
export const clusterOperations = {
  listClusters: operation({
    id: 'listClusters',
    method: 'get',
    path: '/clusters',
    summary:
      'Clusters: reachable or why not, missing permissions, what is governed',
    response: z.object({
      items: z.array(clusterViewSchema),
      now: z.iso.datetime(),
    }),
  }),
} as const;
