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

/** See rollouts, experiments, playbooks and learnings. */
export const rolloutReadPermission = createPermission({
  name: 'rollouts.rollout.read',
  attributes: { action: 'read' },
});

/** Propose, revise, withdraw, start, advance, promote and cancel. */
export const rolloutRequestPermission = createPermission({
  name: 'rollouts.rollout.request',
  attributes: { action: 'create' },
});

/** Approve, object and attest. */
export const rolloutApprovePermission = createPermission({
  name: 'rollouts.rollout.approve',
  attributes: { action: 'update' },
});

/** Hold and roll back: lowering exposure, or keeping it from rising; and resume what was held. */
export const rolloutLowerPermission = createPermission({
  name: 'rollouts.rollout.lower',
  attributes: { action: 'update' },
});

/** Conclude an experiment. */
export const experimentConcludePermission = createPermission({
  name: 'rollouts.experiment.conclude',
  attributes: { action: 'update' },
});

export const rolloutsPermissions = [
  rolloutReadPermission,
  rolloutRequestPermission,
  rolloutApprovePermission,
  rolloutLowerPermission,
  experimentConcludePermission,
];
