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
  behindSchema,
  entityRefSchema,
  figureIdSchema,
  insightsSchema,
  instantSchema,
  slugSchema,
} from '../../words';
import { operation } from '../declare';

const DAY_MS = 86_400_000;
const LONGEST_DAYS = 366;

const filters = {
  from: instantSchema,
  to: instantSchema,
  /** The group that owns the services. */
  owner: entityRefSchema.optional(),
  system: entityRefSchema.optional(),
  playbook: slugSchema.optional(),
  environment: slugSchema.optional(),
};

function refinePeriod(
  { from, to }: { from: string; to: string },
  context: z.RefinementCtx,
): void {
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS;
  const issue = (path: string, message: string) =>
    context.addIssue({ code: 'custom', path: [path], message });
  if (days <= 0) issue('to', 'The period ends before it starts');
  if (days > LONGEST_DAYS) {
    issue('from', `A period is at most ${LONGEST_DAYS} days long`);
  }
}

const query = z.object(filters).superRefine(refinePeriod);

/** How safely the organisation changes. */
export const insightOperations = {
  getInsights: operation({
    id: 'getInsights',
    method: 'get',
    path: '/insights',
    summary: 'Figures of a period with their definitions, samples and trends',
    query,
    response: insightsSchema,
  }),
  listBehind: operation({
    id: 'listBehind',
    method: 'get',
    path: '/insights/{figure}/behind',
    summary: 'The rollouts or experiments behind a figure, latest first',
    params: z.object({ figure: figureIdSchema }),
    query,
    response: z.object({
      items: z.array(behindSchema),
      /** How many there are; the latest 500 are listed. */
      total: z.int(),
    }),
  }),
  exportInsights: operation({
    id: 'exportInsights',
    method: 'get',
    path: '/insights/export',
    summary: 'The review of a period as Markdown',
    query,
    response: z.string(),
    media: 'text/markdown',
  }),
} as const;
