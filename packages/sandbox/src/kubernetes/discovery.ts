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

import { groupVersion, ResourceKind, ResourceRegistry } from './registry';

const NAMED_VERBS = ['get', 'patch', 'update'];

function aggregatedResource(kind: ResourceKind) {
  const responseKind = {
    group: kind.group,
    version: kind.version,
    kind: kind.kind,
  };
  return {
    resource: kind.plural,
    responseKind,
    scope: kind.namespaced ? 'Namespaced' : 'Cluster',
    singularResource: kind.singular,
    verbs: kind.verbs,
    ...(kind.shortNames && { shortNames: kind.shortNames }),
    ...(kind.categories && { categories: kind.categories }),
    ...(kind.statusSubresource && {
      subresources: [
        { subresource: 'status', responseKind, verbs: NAMED_VERBS },
      ],
    }),
  };
}

/** Whether a client asks for the aggregated discovery document. */
export function wantsAggregated(accept: string | undefined): boolean {
  return (accept ?? '').includes('as=APIGroupDiscoveryList');
}

/** `apidiscovery.k8s.io/v2` for `/api` (core) or `/apis` (named groups). */
export function aggregatedDiscovery(registry: ResourceRegistry, core: boolean) {
  const groups = core ? [''] : registry.groups();
  return {
    kind: 'APIGroupDiscoveryList',
    apiVersion: 'apidiscovery.k8s.io/v2',
    metadata: {},
    items: groups.map(group => ({
      metadata: { ...(group && { name: group }), creationTimestamp: null },
      versions: registry.versions(group).map(version => ({
        version,
        freshness: 'Current',
        resources: registry
          .inGroupVersion(group, version)
          .map(aggregatedResource),
      })),
    })),
  };
}

export function coreVersions() {
  return {
    kind: 'APIVersions',
    versions: ['v1'],
    serverAddressByClientCIDRs: [],
  };
}

function groupBody(registry: ResourceRegistry, group: string) {
  const versions = registry.versions(group).map(version => ({
    groupVersion: `${group}/${version}`,
    version,
  }));
  return { name: group, versions, preferredVersion: versions[0] };
}

export function groupList(registry: ResourceRegistry) {
  return {
    kind: 'APIGroupList',
    apiVersion: 'v1',
    groups: registry.groups().map(group => groupBody(registry, group)),
  };
}

export function groupDocument(registry: ResourceRegistry, group: string) {
  return registry.versions(group).length > 0
    ? { kind: 'APIGroup', apiVersion: 'v1', ...groupBody(registry, group) }
    : undefined;
}

function resources(kind: ResourceKind) {
  const common = { namespaced: kind.namespaced, kind: kind.kind };
  return [
    {
      name: kind.plural,
      singularName: kind.singular,
      ...common,
      verbs: kind.verbs,
      ...(kind.shortNames && { shortNames: kind.shortNames }),
      ...(kind.categories && { categories: kind.categories }),
    },
    ...(kind.statusSubresource
      ? [
          {
            name: `${kind.plural}/status`,
            singularName: '',
            ...common,
            verbs: NAMED_VERBS,
          },
        ]
      : []),
  ];
}

export function resourceList(
  registry: ResourceRegistry,
  group: string,
  version: string,
) {
  const kinds = registry.inGroupVersion(group, version);
  return kinds.length > 0
    ? {
        kind: 'APIResourceList',
        apiVersion: 'v1',
        groupVersion: groupVersion(kinds[0]),
        resources: kinds.flatMap(resources),
      }
    : undefined;
}

/** The Kubernetes release whose answers the sandbox follows. */
export const VERSION = {
  major: '1',
  minor: '33',
  gitVersion: 'v1.33.0+stagecraft-sandbox',
  gitCommit: '',
  gitTreeState: 'clean',
  buildDate: '1970-01-01T00:00:00Z',
  goVersion: '',
  compiler: '',
  platform: `${process.platform}/${process.arch}`,
};
