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

import { ResourceKind, ResourceRegistry, ResourceVerb } from './registry';
import { invalid, methodNotAllowed, pathNotFound } from './status';

/** What a request to a resource path asks for. */
export interface RequestInfo {
  kind: ResourceKind;
  verb: ResourceVerb;
  namespace: string | undefined;
  name: string | undefined;
  subresource: 'status' | undefined;
  parameters: URLSearchParams;
}

interface ResourcePath {
  group: string;
  version: string;
  rest: string[];
}

function resourcePath(pathname: string): ResourcePath | undefined {
  const [root, ...parts] = pathname.split('/').filter(Boolean);
  if (root === 'api' && parts.length >= 2) {
    return { group: '', version: parts[0], rest: parts.slice(1) };
  }
  if (root === 'apis' && parts.length >= 3) {
    return { group: parts[0], version: parts[1], rest: parts.slice(2) };
  }
  return undefined;
}

function truthy(value: string | null): boolean {
  return value === '' || value === 'true' || value === '1';
}

function verbOf(
  method: string,
  named: boolean,
  parameters: URLSearchParams,
): ResourceVerb | undefined {
  switch (method) {
    case 'GET':
      if (truthy(parameters.get('watch'))) return 'watch';
      return named ? 'get' : 'list';
    case 'POST':
      return named ? undefined : 'create';
    case 'PUT':
      return named ? 'update' : undefined;
    case 'PATCH':
      return named ? 'patch' : undefined;
    case 'DELETE':
      return named ? 'delete' : 'deletecollection';
    default:
      return undefined;
  }
}

/**
 * @returns undefined when the path is not one of a resource.
 * @throws ApiError 404 for a kind that is not served, 405 for a verb it lacks.
 */
export function requestInfo(
  registry: ResourceRegistry,
  method: string,
  url: URL,
): RequestInfo | undefined {
  const path = resourcePath(url.pathname);
  if (!path) return undefined;
  const parts = path.rest.map(decodeURIComponent);
  let namespace: string | undefined;
  // `namespaces/<name>` alone is the Namespace itself.
  if (parts[0] === 'namespaces' && parts.length >= 3 && parts[2] !== 'status') {
    namespace = parts[1];
    parts.splice(0, 2);
  }
  const [plural, name, subresource, ...more] = parts;
  const kind = registry.find(path.group, path.version, plural);
  if (!kind || more.length > 0) throw pathNotFound();
  if (kind.namespaced !== (namespace !== undefined) && (namespace || name)) {
    throw pathNotFound();
  }
  if (subresource !== undefined) {
    if (subresource !== 'status' || !kind.statusSubresource) {
      throw pathNotFound();
    }
  }
  const verb = verbOf(method, name !== undefined, url.searchParams);
  const allowed =
    verb &&
    kind.verbs.includes(verb) &&
    (!subresource || ['get', 'update', 'patch'].includes(verb)) &&
    (verb !== 'create' || !kind.namespaced || namespace !== undefined);
  if (!allowed) throw methodNotAllowed();
  return {
    kind,
    verb,
    namespace,
    name,
    subresource: subresource === 'status' ? 'status' : undefined,
    parameters: url.searchParams,
  };
}

/** The `dryRun` parameter. @throws ApiError 422 for anything but `All`. */
export function isDryRun(parameters: URLSearchParams): boolean {
  const values = parameters.getAll('dryRun').filter(Boolean);
  const wrong = values.find(value => value !== 'All');
  if (wrong !== undefined) {
    throw invalid({ kind: 'PatchOptions', group: 'meta.k8s.io' }, '', [
      {
        reason: 'FieldValueNotSupported',
        message: `Unsupported value: "${wrong}": supported values: "All"`,
        field: 'dryRun',
      },
    ]);
  }
  return values.length > 0;
}
