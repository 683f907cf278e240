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
import { z } from 'zod';
import type { Cluster } from '../cluster/Cluster';
import { findObjects } from '../cluster/findObjects';
import { DEPLOYMENTS, SERVICES } from '../cluster/resources';
import { shaped } from '../cluster/shape';
import { candidatePairs } from '../split/candidatePairs';
import { KIND } from './baseline';
import { isSelected } from './observe';
import { deploymentSchema, type Deployment } from './pair';

const serviceSchema = z.looseObject({
  metadata: z.looseObject({
    name: z.string(),
    namespace: z.string().default('default'),
  }),
  spec: z.looseObject({
    selector: z.record(z.string(), z.string()).nullish(),
  }),
});
type Service = z.infer<typeof serviceSchema>;

function candidatesOf(
  { metadata, spec }: Service,
  deployments: readonly Deployment[],
  cluster: string,
): FoundTarget[] {
  const { name, namespace } = metadata;
  const behind = deployments.filter(
    deployment =>
      (deployment.metadata.namespace ?? 'default') === namespace &&
      isSelected(spec.selector ?? {}, deployment),
  );
  return candidatePairs(behind, {
    name: deployment => deployment.metadata.name,
    weight: deployment => deployment.spec.replicas,
  }).map(([baseline, next]) => ({
    ref: {
      kind: KIND,
      cluster,
      namespace,
      name,
      backends: { baseline: baseline.metadata.name, new: next.metadata.name },
    },
    evidence: `Service ${name} sends requests to ${baseline.spec.replicas} pods of ${baseline.metadata.name} and ${next.spec.replicas} of ${next.metadata.name}.`,
  }));
}

/** The pairs of Deployments behind one Service of the scope. */
export async function find(
  cluster: Cluster,
  scope: FindScope,
  signal: AbortSignal,
): Promise<FoundTarget[]> {
  const [services, deployments] = await Promise.all([
    findObjects(cluster, SERVICES, scope, signal),
    findObjects(cluster, DEPLOYMENTS, scope, signal),
  ]);
  const read = deployments.map(each =>
    shaped(deploymentSchema, each, 'A Deployment'),
  );
  return services.flatMap(each =>
    candidatesOf(shaped(serviceSchema, each, 'A Service'), read, cluster.name),
  );
}
