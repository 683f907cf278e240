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

import { KubeObject } from '../object';
import { ALL_VERBS, ResourceKind, TableColumn } from '../registry';
import { AGE } from './columns';
import {
  destinationRuleSpec,
  istioStatus,
  virtualServiceSpec,
} from './istioSchema';

const CUSTOM = {
  group: 'networking.istio.io',
  version: 'v1',
  categories: ['istio-io', 'networking-istio-io'],
  namespaced: true,
  custom: true,
  verbs: ALL_VERBS,
  statusSubresource: true,
  generation: true,
} as const;

const column = (
  name: string,
  cell: (object: KubeObject) => unknown,
): TableColumn => ({
  name,
  type: 'string',
  cell: object => {
    const value = cell(object);
    return typeof value === 'string' ? value : JSON.stringify(value ?? []);
  },
});

export const ISTIO_KINDS: readonly ResourceKind[] = [
  {
    ...CUSTOM,
    kind: 'VirtualService',
    plural: 'virtualservices',
    singular: 'virtualservice',
    shortNames: ['vs'],
    fields: { spec: virtualServiceSpec, status: istioStatus },
    columns: [
      column('Gateways', ({ spec }) => spec?.gateways),
      column('Hosts', ({ spec }) => spec?.hosts),
      AGE,
    ],
  },
  {
    ...CUSTOM,
    kind: 'DestinationRule',
    plural: 'destinationrules',
    singular: 'destinationrule',
    shortNames: ['dr'],
    fields: { spec: destinationRuleSpec, status: istioStatus },
    columns: [column('Host', ({ spec }) => spec?.host ?? ''), AGE],
  },
];
