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

import { createRouteRef, createSubRouteRef } from '@backstage/core-plugin-api';

/** The board. All other pages lie below it. */
export const rootRouteRef = createRouteRef({ id: 'rollouts' });

export const requestRouteRef = createSubRouteRef({
  id: 'rollouts-request',
  parent: rootRouteRef,
  path: '/new',
});
export const approvalsRouteRef = createSubRouteRef({
  id: 'rollouts-approvals',
  parent: rootRouteRef,
  path: '/approvals',
});
export const approvalRouteRef = createSubRouteRef({
  id: 'rollouts-approval',
  parent: rootRouteRef,
  path: '/approvals/:id',
});
export const experimentRouteRef = createSubRouteRef({
  id: 'rollouts-experiment',
  parent: rootRouteRef,
  path: '/experiments/:id',
});
export const playbooksRouteRef = createSubRouteRef({
  id: 'rollouts-playbooks',
  parent: rootRouteRef,
  path: '/playbooks',
});
export const playbookRouteRef = createSubRouteRef({
  id: 'rollouts-playbook',
  parent: rootRouteRef,
  path: '/playbooks/:id',
});
export const editPlaybookRouteRef = createSubRouteRef({
  id: 'rollouts-playbook-edit',
  parent: rootRouteRef,
  path: '/playbooks/:id/edit',
});
export const playbookChangeRouteRef = createSubRouteRef({
  id: 'rollouts-playbook-change',
  parent: rootRouteRef,
  path: '/playbooks/:id/changes/:change',
});
export const learningsRouteRef = createSubRouteRef({
  id: 'rollouts-learnings',
  parent: rootRouteRef,
  path: '/learnings',
});
export const insightsRouteRef = createSubRouteRef({
  id: 'rollouts-insights',
  parent: rootRouteRef,
  path: '/insights',
});
export const operationsRouteRef = createSubRouteRef({
  id: 'rollouts-operations',
  parent: rootRouteRef,
  path: '/operations',
});
export const drillsRouteRef = createSubRouteRef({
  id: 'rollouts-drills',
  parent: rootRouteRef,
  path: '/drills',
});
export const reviewsRouteRef = createSubRouteRef({
  id: 'rollouts-reviews',
  parent: rootRouteRef,
  path: '/reviews',
});
export const reviewRouteRef = createSubRouteRef({
  id: 'rollouts-review',
  parent: rootRouteRef,
  path: '/reviews/:id',
});
export const deliveriesRouteRef = createSubRouteRef({
  id: 'rollouts-deliveries',
  parent: rootRouteRef,
  path: '/deliveries',
});
export const auditRouteRef = createSubRouteRef({
  id: 'rollouts-audit',
  parent: rootRouteRef,
  path: '/audit',
});
export const rolloutRouteRef = createSubRouteRef({
  id: 'rollouts-rollout',
  parent: rootRouteRef,
  path: '/:id',
});

/** Paths inside the page, for its router. Literal ones win over `:id`. */
export const PATHS = {
  board: '/',
  request: requestRouteRef.path,
  approvals: approvalsRouteRef.path,
  approval: approvalRouteRef.path,
  experiment: experimentRouteRef.path,
  playbooks: playbooksRouteRef.path,
  playbook: playbookRouteRef.path,
  editPlaybook: editPlaybookRouteRef.path,
  playbookChange: playbookChangeRouteRef.path,
  learnings: learningsRouteRef.path,
  insights: insightsRouteRef.path,
  operations: operationsRouteRef.path,
  audit: auditRouteRef.path,
  drills: drillsRouteRef.path,
  reviews: reviewsRouteRef.path,
  review: reviewRouteRef.path,
  deliveries: deliveriesRouteRef.path,
  rollout: rolloutRouteRef.path,
} as const;
