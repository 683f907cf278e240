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

import { objectSchema } from './metadata';
import { groupVersion, ResourceKind, ResourceRegistry } from './registry';
import { Schema } from './schema';

/** Query parameters of a write, by which kubectl knows what it may ask for. */
const WRITE_PARAMETERS = ['dryRun', 'fieldManager', 'fieldValidation'].map(
  name => ({
    name,
    in: 'query',
    schema: { type: 'string', uniqueItems: true },
  }),
);

function published(schema: Schema): Record<string, unknown> {
  const { rules: _, properties, items, additionalProperties, ...rest } = schema;
  return {
    ...rest,
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, each]) => [
          name,
          published(each),
        ]),
      ),
    }),
    ...(items && { items: published(items) }),
    ...(additionalProperties && {
      additionalProperties: published(additionalProperties),
    }),
  };
}

function typeOf(kind: ResourceKind) {
  return { group: kind.group, version: kind.version, kind: kind.kind };
}

function schemaName(kind: ResourceKind): string {
  return `${kind.group || 'core'}.${kind.version}.${kind.kind}`;
}

function rootOf(kind: ResourceKind): string {
  return `${kind.group ? '/apis' : '/api'}/${groupVersion(kind)}`;
}

function paths(kind: ResourceKind) {
  const collection = kind.namespaced
    ? `${rootOf(kind)}/namespaces/{namespace}/${kind.plural}`
    : `${rootOf(kind)}/${kind.plural}`;
  const operation = (action: string, parameters: unknown[] = []) => ({
    'x-kubernetes-action': action,
    'x-kubernetes-group-version-kind': typeOf(kind),
    parameters,
    responses: { 200: { description: 'OK' } },
  });
  return {
    [collection]: {
      get: operation('list'),
      post: operation('post', WRITE_PARAMETERS),
    },
    [`${collection}/{name}`]: {
      get: operation('get'),
      put: operation('put', WRITE_PARAMETERS),
      patch: operation('patch', WRITE_PARAMETERS),
      delete: operation('delete'),
    },
  };
}

function roots(registry: ResourceRegistry): Map<string, ResourceKind[]> {
  const byRoot = new Map<string, ResourceKind[]>();
  for (const kind of registry.kinds) {
    const root = rootOf(kind).slice(1);
    byRoot.set(root, [...(byRoot.get(root) ?? []), kind]);
  }
  return byRoot;
}

/** `/openapi/v3`: which documents there are. */
export function openapiIndex(registry: ResourceRegistry) {
  return {
    paths: Object.fromEntries(
      [...roots(registry).keys()].map(root => [
        root,
        { serverRelativeURL: `/openapi/v3/${root}` },
      ]),
    ),
  };
}

/** `/openapi/v3/<root>`, or undefined when nothing is served there. */
export function openapiDocument(registry: ResourceRegistry, root: string) {
  const kinds = roots(registry).get(root);
  return (
    kinds && {
      openapi: '3.0.0',
      info: { title: 'Stagecraft sandbox', version: 'v1' },
      paths: Object.assign({}, ...kinds.map(paths)),
      components: {
        schemas: Object.fromEntries(
          kinds.map(kind => [
            schemaName(kind),
            {
              ...published(objectSchema(kind)),
              'x-kubernetes-group-version-kind': [typeOf(kind)],
            },
          ]),
        ),
      },
    }
  );
}

/** `/openapi/v2`, as JSON. */
export function swaggerDocument(registry: ResourceRegistry) {
  return {
    swagger: '2.0',
    info: { title: 'Stagecraft sandbox', version: 'v1' },
    paths: Object.assign({}, ...registry.kinds.map(paths)),
    definitions: Object.fromEntries(
      registry.kinds.map(kind => [
        schemaName(kind),
        {
          ...published(objectSchema(kind)),
          'x-kubernetes-group-version-kind': [typeOf(kind)],
        },
      ]),
    ),
  };
}
