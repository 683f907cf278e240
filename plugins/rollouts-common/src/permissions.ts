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

import { createPermission } from '@backstage/plugin-permission-common';

/** What the permissions `rollouts.rollout.*` are asked for, one at a time. */
export const RESOURCE_TYPE_ROLLOUT = 'rollouts-rollout';

/** See rollouts, their experiments and learnings; and playbooks. */
export const rolloutReadPermission = createPermission({
  name: 'rollouts.rollout.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_ROLLOUT,
});

/** Propose, revise, withdraw, start, advance, promote and cancel. */
export const rolloutRequestPermission = createPermission({
  name: 'rollouts.rollout.request',
  attributes: { action: 'create' },
  resourceType: RESOURCE_TYPE_ROLLOUT,
});

/** Approve, object and attest. */
export const rolloutApprovePermission = createPermission({
  name: 'rollouts.rollout.approve',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_ROLLOUT,
});

/** Hold and roll back: lowering exposure, or keeping it from rising; and resume what was held. */
export const rolloutLowerPermission = createPermission({
  name: 'rollouts.rollout.lower',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_ROLLOUT,
});

/** Conclude an experiment. */
export const experimentConcludePermission = createPermission({
  name: 'rollouts.experiment.conclude',
  attributes: { action: 'update' },
});

/** Go past a named policy in an emergency; a review follows. */
export const rolloutBypassPermission = createPermission({
  name: 'rollouts.rollout.bypass',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_ROLLOUT,
});

/** Declare, extend and end freezes. */
export const freezeManagePermission = createPermission({
  name: 'rollouts.freeze.manage',
  attributes: { action: 'update' },
});

/** Hold everything in a scope at once. */
export const lineStopPermission = createPermission({
  name: 'rollouts.line.stop',
  attributes: { action: 'update' },
});

/** Propose a change of a playbook; its owner signs it off. */
export const playbookWritePermission = createPermission({
  name: 'rollouts.playbook.write',
  attributes: { action: 'update' },
});

/** Rehearse a roll back, by hand or on a schedule. */
export const drillRunPermission = createPermission({
  name: 'rollouts.drill.run',
  attributes: { action: 'create' },
});

/** Work on the review of an incident or a bypass, and close it. */
export const reviewClosePermission = createPermission({
  name: 'rollouts.review.close',
  attributes: { action: 'update' },
});

/** Comment on an experiment or a rollout. */
export const discussionWritePermission = createPermission({
  name: 'rollouts.discussion.write',
  attributes: { action: 'create' },
});

/** Verify and export the decisions. */
export const auditReadPermission = createPermission({
  name: 'rollouts.audit.read',
  attributes: { action: 'read' },
});

/** See how safely the organisation changes. */
export const insightsReadPermission = createPermission({
  name: 'rollouts.insights.read',
  attributes: { action: 'read' },
});

/** See what could not be delivered, and send it again. */
export const deliveryManagePermission = createPermission({
  name: 'rollouts.delivery.manage',
  attributes: { action: 'update' },
});

/** Those that policies may grant for some rollouts only. */
export const rolloutResourcePermissions = [
  rolloutReadPermission,
  rolloutRequestPermission,
  rolloutApprovePermission,
  rolloutLowerPermission,
  rolloutBypassPermission,
];

/** Those that somebody has or has not. */
export const pagePermissions = [
  experimentConcludePermission,
  freezeManagePermission,
  lineStopPermission,
  playbookWritePermission,
  drillRunPermission,
  reviewClosePermission,
  discussionWritePermission,
  auditReadPermission,
  insightsReadPermission,
  deliveryManagePermission,
];
