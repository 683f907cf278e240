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

import { KubeObject } from './object';
import { groupVersion, ResourceKind } from './registry';

/** How a client wants objects shown. */
export type Rendering = 'object' | 'table';

/** `kubectl get` asks for `as=Table` first, plain JSON second. */
export function rendering(accept: string | undefined): Rendering {
  const [first = ''] = (accept ?? '').split(',');
  return /;\s*as=Table/.test(first) ? 'table' : 'object';
}

function columnDefinitions(kind: ResourceKind) {
  return [
    {
      name: 'Name',
      type: 'string',
      format: 'name',
      description: 'Name must be unique within a namespace.',
      priority: 0,
    },
    ...kind.columns.map(column => ({
      name: column.name,
      type: column.type,
      format: '',
      description: '',
      priority: column.priority ?? 0,
    })),
  ];
}

/** `meta.k8s.io/v1 Table` with a row per object. */
export function table(
  kind: ResourceKind,
  objects: readonly KubeObject[],
  metadata: Record<string, unknown>,
  withColumns = true,
) {
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata,
    columnDefinitions: withColumns ? columnDefinitions(kind) : [],
    rows: objects.map(object => ({
      cells: [
        object.metadata.name,
        ...kind.columns.map(column => column.cell(object)),
      ],
      object: {
        kind: 'PartialObjectMetadata',
        apiVersion: 'meta.k8s.io/v1',
        metadata: object.metadata,
      },
    })),
  };
}

/** `HTTPRouteList` and the like. */
export function objectList(
  kind: ResourceKind,
  objects: readonly KubeObject[],
  metadata: Record<string, unknown>,
) {
  return {
    kind: `${kind.kind}List`,
    apiVersion: groupVersion(kind),
    metadata,
    items: objects,
  };
}
