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
  ClusterView,
  GovernedTarget,
  Rollout,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { BY_PHASE } from './phases';
import { at } from './time';

function governedBy(
  rollout: Rollout,
  changed: Partial<GovernedTarget> = {},
): GovernedTarget[] {
  const { id, experiment, service, environment, phase, health } = rollout;
  return rollout.targets.map(({ served: _, ...target }) => ({
    ...target,
    rollout: {
      id,
      title: experiment.title,
      service,
      environment,
      phase,
      health,
    },
    ...changed,
  }));
}

export function aCluster(changed: Partial<ClusterView> = {}): ClusterView {
  const targets = changed.targets ?? governedBy(BY_PHASE.observing);
  return {
    name: 'production',
    state: 'reachable',
    trouble: null,
    version: 'v1.33.4',
    uid: '7d9c2f4e-52a1-4b0f-9a53-0f2b6c1d8e77',
    lastCall: { at: at(-3), milliseconds: 14.2 },
    permissions: [{ namespace: 'shop', missing: [], trouble: null }],
    targets,
    governed: targets.length,
    ...changed,
  };
}

/** One of each: well, without a permission, silent, and not to be used. */
export const CLUSTERS: ClusterView[] = [
  aCluster(),
  aCluster({
    name: 'production-eu',
    version: 'v1.32.9',
    uid: '1b57be1e-7aa4-4f3b-8a6e-efc4a1c26f0a',
    lastCall: { at: at(-2), milliseconds: 131 },
    permissions: [
      {
        namespace: 'billing',
        missing: [
          'Stagecraft may not get and patch httproutes.gateway.networking.k8s.io in namespace billing.',
        ],
        trouble: null,
      },
      { namespace: 'shop', missing: [], trouble: null },
    ],
    targets: [],
  }),
  aCluster({
    name: 'production-us',
    state: 'unreachable',
    trouble:
      "Could not get /version in cluster production-us: connect ETIMEDOUT 10.3.0.1:443. Check that the cluster's API server can be reached from the portal.",
    version: null,
    uid: '9c0d7b7a-0b9a-4b9e-8e4c-7c6f0d1a2b3c',
    lastCall: { at: at(-640), milliseconds: 92 },
    permissions: [],
    targets: governedBy(BY_PHASE.stuck),
  }),
  aCluster({
    name: 'staging',
    state: 'unusable',
    trouble:
      'Cluster staging uses the client-side auth provider google, which needs a signed-in user, and rollbacks run without one: give it authProvider serviceAccount with a serviceAccountToken.',
    version: null,
    uid: null,
    lastCall: null,
    permissions: [],
    targets: [],
  }),
];
