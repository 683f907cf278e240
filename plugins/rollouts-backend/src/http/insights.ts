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
  insightsReadPermission,
  operations,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Request, Router } from 'express';
import { insightsMarkdown } from '../insights/markdown';
import type { Insights } from '../views/Insights';
import { bind } from './bind';
import type { Viewers } from './Viewers';

export interface InsightRoutes {
  viewers: Viewers;
  insights: Insights;
}

/** How safely the organisation changes, and what is behind each figure. */
export function bindInsights(router: Router, options: InsightRoutes): void {
  const { viewers, insights } = options;
  const reader = (request: Request) =>
    viewers.of(request, { permission: insightsReadPermission });

  bind(router, operations.exportInsights, async ({ request, query }) =>
    insightsMarkdown(await insights.get(query, await reader(request)), query),
  );

  bind(router, operations.getInsights, async ({ request, query }) =>
    insights.get(query, await reader(request)),
  );

  bind(router, operations.listBehind, async ({ request, params, query }) =>
    insights.behind(params.figure, query, await reader(request)),
  );
}
