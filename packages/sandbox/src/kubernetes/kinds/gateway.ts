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

import { isRecord, KubeObject } from '../object';
import { ALL_VERBS, ResourceKind, TableColumn } from '../registry';
import { httpRouteSpec, httpRouteStatus } from './httpRouteSchema';
import { AGE } from './columns';
import {
  anything,
  conditions,
  count,
  list,
  object,
  open,
  port,
  text,
} from './shapes';

const GROUP = 'gateway.networking.k8s.io';

const CUSTOM = {
  group: GROUP,
  version: 'v1',
  categories: ['gateway-api'],
  custom: true,
  verbs: ALL_VERBS,
  statusSubresource: true,
  generation: true,
  required: ['spec'],
} as const;

function condition(object_: KubeObject, type: string): string {
  const all = object_.status?.conditions;
  const found = Array.isArray(all)
    ? all.filter(isRecord).find(entry => entry.type === type)
    : undefined;
  return String(found?.status ?? 'Unknown');
}

const spec = (field: string, name: string): TableColumn => ({
  name,
  type: 'string',
  cell: object_ => {
    const value = object_.spec?.[field];
    return Array.isArray(value) ? JSON.stringify(value) : String(value ?? '');
  },
});

const listener = open(
  {
    name: { type: 'string', minLength: 1, maxLength: 253 },
    hostname: text,
    port,
    protocol: { type: 'string', minLength: 1, maxLength: 255 },
  },
  ['name', 'port', 'protocol'],
);

export const GATEWAY_KINDS: readonly ResourceKind[] = [
  {
    ...CUSTOM,
    kind: 'HTTPRoute',
    plural: 'httproutes',
    singular: 'httproute',
    namespaced: true,
    fields: { spec: httpRouteSpec, status: httpRouteStatus },
    columns: [spec('hostnames', 'Hostnames'), AGE],
  },
  {
    ...CUSTOM,
    kind: 'Gateway',
    plural: 'gateways',
    singular: 'gateway',
    shortNames: ['gtw'],
    namespaced: true,
    fields: {
      spec: open(
        {
          gatewayClassName: { type: 'string', minLength: 1, maxLength: 253 },
          listeners: list(listener, {
            minItems: 1,
            maxItems: 64,
            'x-kubernetes-list-map-keys': ['name'],
          }),
        },
        ['gatewayClassName', 'listeners'],
      ),
      status: open({ addresses: list(anything), conditions }),
    },
    columns: [
      spec('gatewayClassName', 'Class'),
      {
        name: 'Address',
        type: 'string',
        cell: gateway => {
          const addresses = gateway.status?.addresses;
          return Array.isArray(addresses)
            ? addresses
                .filter(isRecord)
                .map(entry => entry.value)
                .join(',')
            : '';
        },
      },
      {
        name: 'Programmed',
        type: 'string',
        cell: gateway => condition(gateway, 'Programmed'),
      },
      AGE,
    ],
  },
  {
    ...CUSTOM,
    kind: 'GatewayClass',
    plural: 'gatewayclasses',
    singular: 'gatewayclass',
    shortNames: ['gc'],
    namespaced: false,
    fields: {
      spec: object(
        {
          controllerName: { type: 'string', minLength: 1, maxLength: 253 },
          description: text,
          parametersRef: anything,
        },
        ['controllerName'],
      ),
      status: open({ conditions, observedGeneration: count }),
    },
    columns: [
      spec('controllerName', 'Controller'),
      {
        name: 'Accepted',
        type: 'string',
        cell: gatewayClass => condition(gatewayClass, 'Accepted'),
      },
      AGE,
    ],
  },
];
