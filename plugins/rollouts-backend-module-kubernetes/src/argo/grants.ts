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

import type { Grant } from '../cluster/grants';
import {
  ARGO_ROLLOUTS,
  DEPLOYMENTS,
  ENDPOINT_SLICES,
  REPLICA_SETS,
  SERVICES,
} from '../cluster/resources';

/**
 * What opening an Argo Rollout's steps takes; a Deployment is patched where
 * it holds the template.
 */
export const ARGO_GRANTS: readonly Grant[] = [
  { resource: ARGO_ROLLOUTS, verbs: ['get', 'list', 'patch', 'watch'] },
  { resource: ARGO_ROLLOUTS, subresource: 'status', verbs: ['patch'] },
  { resource: REPLICA_SETS, verbs: ['list'] },
  { resource: ENDPOINT_SLICES, verbs: ['list'] },
  { resource: DEPLOYMENTS, verbs: ['get', 'patch'] },
  { resource: SERVICES, verbs: ['patch'] },
];
