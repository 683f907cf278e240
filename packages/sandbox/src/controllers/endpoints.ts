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
import { isRecord, KubeObject } from '../kubernetes/object';

function podLabels(workload: KubeObject): Record<string, unknown> {
  const template = workload.spec?.template;
  const metadata = isRecord(template) ? template.metadata : undefined;
  const labels = isRecord(metadata) ? metadata.labels : undefined;
  return isRecord(labels) ? labels : {};
}

/** Whether the Service's selector picks the pods of a Deployment or ReplicaSet. */
export function selects(service: KubeObject, workload: KubeObject): boolean {
  const selector = service.spec?.selector;
  if (!isRecord(selector) || Object.keys(selector).length === 0) return false;
  const labels = podLabels(workload);
  return Object.entries(selector).every(
    ([key, value]) => labels[key] === value,
  );
}

/** Stable, made-up pod addresses in 10.0.0.0/8. */
function address(workload: KubeObject, index: number): string {
  const { namespace, name } = workload.metadata;
  const bytes = createHash('sha256')
    .update(`${namespace}/${name}/${index}`)
    .digest();
  return `10.${bytes[0]}.${bytes[1]}.${bytes[2]}`;
}

function targetPort(port: Record<string, unknown>, workload?: KubeObject) {
  const target = port.targetPort ?? port.port;
  if (typeof target === 'number') return target;
  const containers = isRecord(workload?.spec?.template)
    ? workload.spec.template.spec
    : undefined;
  const all = isRecord(containers) ? containers.containers : undefined;
  const ports = (Array.isArray(all) ? all : [])
    .filter(isRecord)
    .flatMap(({ ports: own }) => (Array.isArray(own) ? own : []))
    .filter(isRecord);
  const named = ports.find(({ name }) => name === target);
  return named?.containerPort ?? port.port;
}

/** The EndpointSlice of a Service over the workloads it selects. */
export function endpointSlice(
  service: KubeObject,
  workloads: readonly KubeObject[],
) {
  const { name, namespace, uid } = service.metadata;
  const ports = Array.isArray(service.spec?.ports) ? service.spec.ports : [];
  const endpoints = workloads.flatMap(workload =>
    Array.from(
      { length: Number(workload.spec?.replicas ?? 0) },
      (_, index) => ({
        addresses: [address(workload, index)],
        conditions: { ready: true, serving: true, terminating: false },
        targetRef: {
          kind: 'Pod',
          namespace: workload.metadata.namespace,
          name: `${workload.metadata.name}-${index}`,
        },
      }),
    ),
  );
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      name,
      namespace,
      labels: { 'kubernetes.io/service-name': name },
      ownerReferences: [
        { apiVersion: 'v1', kind: 'Service', name, uid, controller: true },
      ],
    },
    addressType: 'IPv4',
    endpoints,
    ports: ports.filter(isRecord).map(port => ({
      ...(typeof port.name === 'string' && { name: port.name }),
      port: targetPort(port, workloads[0]),
      protocol: port.protocol ?? 'TCP',
    })),
  };
}
