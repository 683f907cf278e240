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

/** A kind of object as its URLs name it; the core group is ''. */
export interface Resource {
  readonly group: string;
  readonly version: string;
  readonly plural: string;
}

export interface ObjectRef {
  readonly resource: Resource;
  /** Null for objects outside any namespace. */
  readonly namespace: string | null;
  readonly name: string;
  /** The part of the object that is patched by itself; left out, the rest. */
  readonly subresource?: 'status';
}

export const HTTP_ROUTES: Resource = {
  group: 'gateway.networking.k8s.io',
  version: 'v1',
  plural: 'httproutes',
};
export const VIRTUAL_SERVICES: Resource = {
  group: 'networking.istio.io',
  version: 'v1',
  plural: 'virtualservices',
};
export const DESTINATION_RULES: Resource = {
  group: 'networking.istio.io',
  version: 'v1',
  plural: 'destinationrules',
};
export const CONFIG_MAPS: Resource = {
  group: '',
  version: 'v1',
  plural: 'configmaps',
};
export const SERVICES: Resource = {
  group: '',
  version: 'v1',
  plural: 'services',
};
export const NAMESPACES: Resource = {
  group: '',
  version: 'v1',
  plural: 'namespaces',
};
export const ENDPOINT_SLICES: Resource = {
  group: 'discovery.k8s.io',
  version: 'v1',
  plural: 'endpointslices',
};
export const DEPLOYMENTS: Resource = {
  group: 'apps',
  version: 'v1',
  plural: 'deployments',
};

export const NETWORK_CHAOS: Resource = {
  group: 'chaos-mesh.org',
  version: 'v1alpha1',
  plural: 'networkchaos',
};
export const HTTP_CHAOS: Resource = {
  group: 'chaos-mesh.org',
  version: 'v1alpha1',
  plural: 'httpchaos',
};

export const REPLICA_SETS: Resource = {
  group: 'apps',
  version: 'v1',
  plural: 'replicasets',
};
export const ARGO_ROLLOUTS: Resource = {
  group: 'argoproj.io',
  version: 'v1alpha1',
  plural: 'rollouts',
};
export const POD_AUTOSCALERS: Resource = {
  group: 'autoscaling',
  version: 'v2',
  plural: 'horizontalpodautoscalers',
};

export const EVENTS: Resource = {
  group: 'events.k8s.io',
  version: 'v1',
  plural: 'events',
};

export const ACCESS_REVIEWS: Resource = {
  group: 'authorization.k8s.io',
  version: 'v1',
  plural: 'selfsubjectaccessreviews',
};

/** Such as `httproutes.gateway.networking.k8s.io`, as roles and people name it. */
export function qualified(resource: Resource): string {
  return resource.group
    ? `${resource.plural}.${resource.group}`
    : resource.plural;
}

/** The path of a collection, of one object in it, or of a part of that. */
export function pathOf(
  resource: Resource,
  namespace: string | null,
  name: string | null,
  subresource?: string,
): string {
  const root = resource.group ? ['apis', resource.group] : ['api'];
  return [
    ...root,
    resource.version,
    ...(namespace === null ? [] : ['namespaces', namespace]),
    resource.plural,
    ...(name === null ? [] : [name]),
    ...(subresource === undefined ? [] : [subresource]),
  ]
    .map(segment => `/${encodeURIComponent(segment)}`)
    .join('');
}
