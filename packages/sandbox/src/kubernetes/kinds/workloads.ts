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
import { ALL_VERBS, ResourceKind, TableColumn } from '../registry';
import { AGE } from './columns';
import {
  anything,
  conditions,
  count,
  flag,
  integer,
  labelSelector,
  list,
  object,
  open,
  port,
  text,
  textMap,
} from './shapes';

const container = open({ name: text, image: text, ports: list(anything) }, [
  'name',
]);

const podTemplate = object({
  metadata: open({ labels: textMap, annotations: textMap }),
  spec: open(
    {
      containers: list(container, {
        minItems: 1,
        'x-kubernetes-list-map-keys': ['name'],
      }),
    },
    ['containers'],
  ),
});

const replicas = { ...count, default: 1 };

const statusNumber = (field: string, name: string): TableColumn => ({
  name,
  type: 'integer',
  cell: object_ => Number(object_.status?.[field] ?? 0),
});

function ready(workload: KubeObject): string {
  return `${workload.status?.readyReplicas ?? 0}/${
    workload.spec?.replicas ?? 0
  }`;
}

const deploymentSpec = object(
  {
    replicas,
    selector: labelSelector,
    template: podTemplate,
    strategy: anything,
    minReadySeconds: count,
    revisionHistoryLimit: { ...count, default: 10 },
    paused: flag,
    progressDeadlineSeconds: { ...integer, default: 600 },
  },
  ['selector', 'template'],
);

function addresses(slice: KubeObject): string {
  const endpoints = Array.isArray(slice.endpoints) ? slice.endpoints : [];
  return endpoints
    .filter(isRecord)
    .flatMap(endpoint => endpoint.addresses ?? [])
    .join(',');
}

export const WORKLOAD_KINDS: readonly ResourceKind[] = [
  {
    group: 'apps',
    version: 'v1',
    kind: 'Deployment',
    plural: 'deployments',
    singular: 'deployment',
    shortNames: ['deploy'],
    categories: ['all'],
    namespaced: true,
    custom: false,
    verbs: ALL_VERBS,
    fields: {
      spec: deploymentSpec,
      status: object({
        observedGeneration: count,
        replicas: count,
        updatedReplicas: count,
        readyReplicas: count,
        availableReplicas: count,
        unavailableReplicas: count,
        collisionCount: count,
        conditions,
      }),
    },
    required: ['spec'],
    statusSubresource: true,
    generation: true,
    transitionCauses: (before, after) =>
      sameJson(before.spec?.selector, after.spec?.selector)
        ? []
        : [
            {
              reason: 'FieldValueInvalid',
              message: `Invalid value: ${JSON.stringify(
                after.spec?.selector,
              )}: field is immutable`,
              field: 'spec.selector',
            },
          ],
    columns: [
      { name: 'Ready', type: 'string', cell: ready },
      statusNumber('updatedReplicas', 'Up-to-date'),
      statusNumber('availableReplicas', 'Available'),
      AGE,
    ],
  },
  {
    group: 'apps',
    version: 'v1',
    kind: 'ReplicaSet',
    plural: 'replicasets',
    singular: 'replicaset',
    shortNames: ['rs'],
    categories: ['all'],
    namespaced: true,
    custom: false,
    verbs: ['get', 'list', 'watch'],
    fields: {
      spec: object({
        replicas,
        minReadySeconds: count,
        selector: labelSelector,
        template: podTemplate,
      }),
      status: object({
        observedGeneration: count,
        replicas: count,
        readyReplicas: count,
        availableReplicas: count,
        fullyLabeledReplicas: count,
      }),
    },
    statusSubresource: true,
    generation: true,
    columns: [
      {
        name: 'Desired',
        type: 'integer',
        cell: set => Number(set.spec?.replicas ?? 0),
      },
      statusNumber('replicas', 'Current'),
      statusNumber('readyReplicas', 'Ready'),
      AGE,
    ],
  },
  {
    group: 'discovery.k8s.io',
    version: 'v1',
    kind: 'EndpointSlice',
    plural: 'endpointslices',
    singular: 'endpointslice',
    namespaced: true,
    custom: false,
    verbs: ['get', 'list', 'watch'],
    fields: {
      addressType: text,
      endpoints: list(
        open({
          addresses: list(text),
          conditions: object({
            ready: flag,
            serving: flag,
            terminating: flag,
          }),
        }),
      ),
      ports: list(open({ name: text, port, protocol: text })),
    },
    statusSubresource: false,
    generation: true,
    columns: [
      {
        name: 'AddressType',
        type: 'string',
        cell: slice => String(slice.addressType ?? ''),
      },
      { name: 'Endpoints', type: 'string', cell: addresses },
      AGE,
    ],
  },
];
