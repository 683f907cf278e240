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

import { isRecord, KubeObject, sameJson } from '../object';
import { ALL_VERBS, ResourceKind } from '../registry';
import { AGE } from './columns';
import {
  anything,
  conditions,
  flag,
  list,
  object,
  open,
  port,
  text,
  textMap,
} from './shapes';

const CORE = {
  group: '',
  version: 'v1',
  custom: false,
  verbs: ALL_VERBS,
  generation: false,
} as const;

function servicePorts(service: KubeObject): string {
  const ports = service.spec?.ports;
  return Array.isArray(ports)
    ? ports
        .filter(isRecord)
        .map(entry => `${entry.port}/${entry.protocol ?? 'TCP'}`)
        .join(',')
    : '<none>';
}

const serviceSpec = open({
  type: {
    type: 'string',
    enum: ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'],
    default: 'ClusterIP',
  },
  selector: textMap,
  clusterIP: text,
  ports: list(
    open(
      {
        name: text,
        port,
        protocol: { type: 'string', default: 'TCP' },
        targetPort: { 'x-kubernetes-int-or-string': true },
      },
      ['port'],
    ),
  ),
});

export const CORE_KINDS: readonly ResourceKind[] = [
  {
    ...CORE,
    kind: 'Namespace',
    plural: 'namespaces',
    singular: 'namespace',
    shortNames: ['ns'],
    namespaced: false,
    fields: {
      spec: object({ finalizers: list(text) }),
      status: object({ phase: text, conditions }),
    },
    statusSubresource: true,
    complete: namespace => ({
      ...namespace,
      metadata: {
        ...namespace.metadata,
        labels: {
          ...namespace.metadata.labels,
          'kubernetes.io/metadata.name': namespace.metadata.name,
        },
      },
      status: namespace.status ?? { phase: 'Active' },
    }),
    columns: [
      {
        name: 'Status',
        type: 'string',
        cell: namespace => String(namespace.status?.phase ?? ''),
      },
      AGE,
    ],
  },
  {
    ...CORE,
    kind: 'ConfigMap',
    plural: 'configmaps',
    singular: 'configmap',
    shortNames: ['cm'],
    namespaced: true,
    fields: { data: textMap, binaryData: textMap, immutable: flag },
    statusSubresource: false,
    transitionCauses: (before, after) =>
      before.immutable === true
        ? ['data', 'binaryData', 'immutable']
            .filter(field => !sameJson(before[field], after[field]))
            .map(field => ({
              reason: 'FieldValueForbidden',
              message: 'Forbidden: field is immutable when `immutable` is set',
              field,
            }))
        : [],
    columns: [
      {
        name: 'Data',
        type: 'integer',
        cell: configMap =>
          [configMap.data, configMap.binaryData]
            .filter(isRecord)
            .reduce((sum, data) => sum + Object.keys(data).length, 0),
      },
      AGE,
    ],
  },
  {
    ...CORE,
    kind: 'Service',
    plural: 'services',
    singular: 'service',
    shortNames: ['svc'],
    categories: ['all'],
    namespaced: true,
    fields: { spec: serviceSpec, status: open({ loadBalancer: anything }) },
    statusSubresource: true,
    complete: service => ({
      ...service,
      status: service.status ?? { loadBalancer: {} },
    }),
    columns: [
      {
        name: 'Type',
        type: 'string',
        cell: service => String(service.spec?.type ?? ''),
      },
      {
        name: 'Cluster-IP',
        type: 'string',
        cell: service => String(service.spec?.clusterIP ?? '<none>'),
      },
      { name: 'External-IP', type: 'string', cell: () => '<none>' },
      { name: 'Port(s)', type: 'string', cell: servicePorts },
      AGE,
    ],
  },
];
