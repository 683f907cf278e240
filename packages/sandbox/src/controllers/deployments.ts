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

import { createHash } from 'node:crypto';
import { isRecord, KubeObject, sameJson } from '../kubernetes/object';
import { stamped } from './conditions';

export const REVISION = 'deployment.kubernetes.io/revision';
const TEMPLATE_HASH = 'pod-template-hash';

function template(workload: KubeObject): Record<string, unknown> {
  const value = workload.spec?.template;
  return isRecord(value) ? value : {};
}

function labelsOf(podTemplate: Record<string, unknown>) {
  const { metadata } = podTemplate;
  return isRecord(metadata) && isRecord(metadata.labels) ? metadata.labels : {};
}

/** A pod template without the label that the controller adds. */
function bare(podTemplate: Record<string, unknown>) {
  const { [TEMPLATE_HASH]: _, ...labels } = labelsOf(podTemplate);
  const metadata = isRecord(podTemplate.metadata) ? podTemplate.metadata : {};
  return { ...podTemplate, metadata: { ...metadata, labels } };
}

function revisionOf(set: KubeObject): number {
  return Number(set.metadata.annotations?.[REVISION] ?? 0);
}

/**
 * The replica set that runs the Deployment: the one with its template, a new
 * one with the next revision, or the newest while the Deployment is paused.
 */
export function replicaSetFor(
  deployment: KubeObject,
  sets: readonly KubeObject[],
): KubeObject {
  const wanted = bare(template(deployment));
  const same = sets.find(set => sameJson(bare(template(set)), wanted));
  if (same) return same;
  const newest = [...sets].sort((a, b) => revisionOf(b) - revisionOf(a))[0];
  if (newest && deployment.spec?.paused === true) return newest;
  const hash = createHash('sha256')
    .update(JSON.stringify(wanted))
    .digest('hex')
    .slice(0, 10);
  const labels = { ...labelsOf(wanted), [TEMPLATE_HASH]: hash };
  const { name, namespace, uid } = deployment.metadata;
  const selector = isRecord(deployment.spec?.selector)
    ? deployment.spec.selector
    : {};
  const matchLabels = isRecord(selector.matchLabels)
    ? selector.matchLabels
    : {};
  // The full object is completed by the server when it is created.
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${name}-${hash}`,
      namespace,
      labels,
      annotations: {
        [REVISION]: String((newest ? revisionOf(newest) : 0) + 1),
      },
      ownerReferences: [
        {
          apiVersion: deployment.apiVersion,
          kind: deployment.kind,
          name,
          uid,
          controller: true,
        },
      ],
    },
    spec: {
      replicas: deployment.spec?.replicas,
      selector: {
        ...selector,
        matchLabels: { ...matchLabels, [TEMPLATE_HASH]: hash },
      },
      template: { ...wanted, metadata: { ...wanted.metadata, labels } },
    },
  } as unknown as KubeObject;
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
