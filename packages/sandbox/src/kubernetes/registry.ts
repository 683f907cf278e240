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
import { Schema } from './schema';
import { StatusCause } from './cause';

/** A column of `kubectl get`; `priority` above 0 shows with `-o wide` only. */
export interface TableColumn {
  name: string;
  type: 'string' | 'integer' | 'date';
  priority?: number;
  cell(object: KubeObject): string | number;
}

/**
 * How one kind behaves. A new kind is one more such record; nothing else in
 * the API knows kinds by name.
 */
export interface ResourceKind {
  /** Empty for the core group. */
  group: string;
  version: string;
  kind: string;
  plural: string;
  singular: string;
  shortNames?: readonly string[];
  categories?: readonly string[];
  namespaced: boolean;
  /** Custom resources refuse strategic merge patches and demand a resourceVersion on update. */
  custom: boolean;
  verbs: readonly ResourceVerb[];
  /** Schemas of the fields beside apiVersion, kind and metadata. */
  fields: { readonly [field: string]: Schema };
  required?: readonly string[];
  statusSubresource: boolean;
  /** Whether metadata.generation is kept. */
  generation: boolean;
  /** Fields, as dotted paths, that a field selector may name. */
  selectableFields?: readonly string[];
  /** Defaults that depend on other fields of the object. */
  complete?(object: KubeObject): KubeObject;
  /** What an update may not change. */
  transitionCauses?(before: KubeObject, after: KubeObject): StatusCause[];
  columns: readonly TableColumn[];
}

export type ResourceVerb =
  | 'create'
  | 'delete'
  | 'deletecollection'
  | 'get'
  | 'list'
  | 'patch'
  | 'update'
  | 'watch';

export const ALL_VERBS: readonly ResourceVerb[] = [
  'create',
  'delete',
  'deletecollection',
  'get',
  'list',
  'patch',
  'update',
  'watch',
];

export function groupVersion(kind: ResourceKind): string {
  return kind.group ? `${kind.group}/${kind.version}` : kind.version;
}

export class ResourceRegistry {
  readonly kinds: readonly ResourceKind[];

  constructor(kinds: readonly ResourceKind[]) {
    this.kinds = kinds;
  }

  find(
    group: string,
    version: string,
    plural: string,
  ): ResourceKind | undefined {
    return this.kinds.find(
      kind =>
        kind.group === group &&
        kind.version === version &&
        kind.plural === plural,
    );
  }

  /** Throws when the kind is not served; for the sandbox's own lookups. */
  byKind(name: string, group?: string): ResourceKind {
    const found = this.kinds.find(
      kind =>
        kind.kind === name && (group === undefined || kind.group === group),
    );
    if (!found) throw new Error(`The sandbox serves no kind named ${name}`);
    return found;
  }

  groups(): string[] {
    return [...new Set(this.kinds.map(kind => kind.group))].filter(Boolean);
  }

  versions(group: string): string[] {
    const kinds = this.kinds.filter(kind => kind.group === group);
    return [...new Set(kinds.map(kind => kind.version))];
  }

  inGroupVersion(group: string, version: string): ResourceKind[] {
    return this.kinds.filter(
      kind => kind.group === group && kind.version === version,
    );
  }
}
