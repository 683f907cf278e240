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
  FindScope,
  FoundTarget,
} from '@stagecraft/backstage-plugin-rollouts-node';
import type { Cluster } from '../cluster/Cluster';
import { findObjects } from '../cluster/findObjects';
import { ARGO_ROLLOUTS } from '../cluster/resources';
import { shaped } from '../cluster/shape';
import { KIND } from './baseline';
import { rolloutSchema } from './rollout';

/** Rollouts with a canary strategy over two Services. */
export async function find(
  cluster: Cluster,
  scope: FindScope,
  signal: AbortSignal,
): Promise<FoundTarget[]> {
  const items = await findObjects(cluster, ARGO_ROLLOUTS, scope, signal);
  return items
    .map(item => shaped(rolloutSchema, item, 'A Rollout'))
    .flatMap(({ metadata, spec }) => {
      const { stableService, canaryService } = spec.strategy?.canary ?? {};
      if (!stableService || !canaryService || !metadata.namespace) return [];
      return [
        {
          ref: {
            kind: KIND,
            cluster: cluster.name,
            namespace: metadata.namespace,
            name: metadata.name,
            backends: { baseline: stableService, new: canaryService },
          },
          evidence: `Rollout ${metadata.name} keeps its stable version behind ${stableService} and the next behind ${canaryService}.`,
        },
      ];
    });
}
