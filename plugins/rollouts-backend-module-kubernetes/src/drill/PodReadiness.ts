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

import type { TargetRef } from '@stagecraft/backstage-plugin-rollouts-common';
import type {
  Readiness,
  ReadinessSource,
} from '@stagecraft/backstage-plugin-rollouts-node';
import type { Clusters } from '../cluster/Clusters';
import type { Deployment } from '../preflight/workloads';
import { deploymentsOf } from './deploymentsOf';

/** Whether as many pods are ready as there should be. */
export function readinessOf(
  deployments: readonly Deployment[],
): Readiness | undefined {
  if (deployments.length === 0) return undefined;
  const each = deployments.map(({ metadata, spec, status }) => ({
    name: metadata.name,
    wanted: spec.replicas ?? 1,
    ready: status?.readyReplicas ?? 0,
  }));
  return {
    ready: each.every(({ wanted, ready }) => ready >= wanted),
    sentence: each
      .map(
        ({ name, wanted, ready }) =>
          `${name}: ${ready} of ${wanted} pods are ready`,
      )
      .join(', '),
  };
}

/** What the readiness probes of a new version's pods show. */
export class PodReadiness implements ReadinessSource {
  readonly #clusters: Pick<Clusters, 'get'>;

  constructor(clusters: Pick<Clusters, 'get'>) {
    this.#clusters = clusters;
  }

  async readiness(
    target: TargetRef,
    signal: AbortSignal,
  ): Promise<Readiness | undefined> {
    const cluster = this.#clusters.get(target.cluster);
    const call = { signal, lane: 'observe' } as const;
    return readinessOf(await deploymentsOf(cluster, target, 'new', call));
  }
}
