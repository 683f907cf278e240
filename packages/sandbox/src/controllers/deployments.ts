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

import { KubeObject } from '../kubernetes/object';
import { stamped } from './conditions';
import { Marks, newestOf, nextSet, setOf, templateOf } from './replicaSets';

export const DEPLOYMENT_MARKS: Marks = {
  hash: 'pod-template-hash',
  revision: 'deployment.kubernetes.io/revision',
};

/**
 * The replica set that runs the Deployment, where there is one: the one with
 * its template, or the newest while the Deployment is paused.
 */
export function currentSet(
  deployment: KubeObject,
  sets: readonly KubeObject[],
): KubeObject | undefined {
  const same = setOf(templateOf(deployment), sets, DEPLOYMENT_MARKS);
  if (same || deployment.spec?.paused !== true) return same;
  return newestOf(sets, DEPLOYMENT_MARKS);
}

/** A manifest of the replica set for the Deployment's template. */
export function newSet(deployment: KubeObject, sets: readonly KubeObject[]) {
  return nextSet(
    deployment,
    templateOf(deployment),
    sets,
    DEPLOYMENT_MARKS,
    deployment.spec?.replicas,
  );
}

/** The status of a Deployment whose replicas all run. */
export function deploymentStatus(
  deployment: KubeObject,
  replicas: number,
  now: string,
) {
  const observedGeneration = deployment.metadata.generation ?? 1;
  const conditions = [
    {
      type: 'Available',
      status: 'True' as const,
      reason: 'MinimumReplicasAvailable',
      message: 'Deployment has minimum availability.',
    },
    {
      type: 'Progressing',
      status: 'True' as const,
      reason: 'NewReplicaSetAvailable',
      message: `Deployment "${deployment.metadata.name}" has successfully progressed.`,
    },
  ].map(condition => ({ ...condition, observedGeneration }));
  return {
    observedGeneration,
    replicas,
    updatedReplicas: replicas,
    readyReplicas: replicas,
    availableReplicas: replicas,
    conditions: stamped(conditions, deployment.status?.conditions, now).map(
      ({ observedGeneration: _, ...condition }) => condition,
    ),
  };
}
