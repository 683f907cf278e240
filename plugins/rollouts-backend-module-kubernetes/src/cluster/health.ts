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

import {
  DriverError,
  type ClusterHealth,
  type ClusterNeed,
  type ClusterSource,
  type NamespacePermissions,
} from '@stagecraft/backstage-plugin-rollouts-node';
import { attempt } from './attempt';
import type { Call } from './Calls';
import type { Cluster } from './Cluster';
import type { Clusters } from './Clusters';
import { mergeGrants, type Grant } from './grants';
import { missingGrants, readVersion } from './review';

/** Asking again about each permission on every look would be a flood. */
const REVIEW_LASTS_MS = 30_000;

const NOTHING_KNOWN = {
  version: null,
  uid: null,
  lastCall: null,
  permissions: [],
};

/** How the clusters of this module are. */
export class KubernetesClusterSource implements ClusterSource {
  readonly #clusters: Clusters;
  readonly #grants: ReadonlyMap<string, readonly Grant[]>;
  readonly #reviews = new Map<string, { at: number; missing: string[] }>();

  /** @param grants - What targets of a kind take, by the kind. */
  constructor(
    clusters: Clusters,
    grants: ReadonlyMap<string, readonly Grant[]>,
  ) {
    this.#clusters = clusters;
    this.#grants = grants;
  }

  names(): string[] {
    return this.#clusters.names();
  }

  async health(
    name: string,
    needs: readonly ClusterNeed[],
    signal: AbortSignal,
  ): Promise<ClusterHealth> {
    let cluster: Cluster;
    try {
      cluster = this.#clusters.get(name);
    } catch (error) {
      if (!(error instanceof DriverError)) throw error;
      return { ...NOTHING_KNOWN, state: 'unusable', trouble: error.message };
    }
    const call = { signal, lane: 'forward' } as const;
    const [version, uid] = await Promise.all([
      attempt(readVersion(cluster, call)),
      attempt(cluster.identity(call)),
    ]);
    const failed = [version, uid].flatMap(each =>
      'error' in each ? each.error.message : [],
    );
    const reachable = 'value' in version;
    return {
      state: reachable ? 'reachable' : 'unreachable',
      trouble: failed[0] ?? null,
      version: reachable ? version.value : null,
      uid: 'value' in uid ? uid.value : null,
      permissions: reachable
        ? await this.#permissions(cluster, needs, call)
        : [],
      lastCall: cluster.lastCall,
    };
  }

  #permissions(
    cluster: Cluster,
    needs: readonly ClusterNeed[],
    call: Call,
  ): Promise<NamespacePermissions[]> {
    const namespaces = [...new Set(needs.map(({ namespace }) => namespace))];
    return Promise.all(
      namespaces.sort().map(async namespace => {
        const kinds = needs
          .filter(need => need.namespace === namespace)
          .map(({ kind }) => kind);
        const asked = await attempt(
          this.#missing(cluster, namespace, [...new Set(kinds)].sort(), call),
        );
        return 'value' in asked
          ? { namespace, missing: asked.value, trouble: null }
          : { namespace, missing: [], trouble: asked.error.message };
      }),
    );
  }

  async #missing(
    cluster: Cluster,
    namespace: string,
    kinds: readonly string[],
    call: Call,
  ): Promise<string[]> {
    const key = [cluster.name, namespace, ...kinds].join('/');
    const known = this.#reviews.get(key);
    const now = Date.now();
    if (known && now - known.at < REVIEW_LASTS_MS) return known.missing;
    const grants = mergeGrants(
      kinds.flatMap(kind => this.#grants.get(kind) ?? []),
    );
    const missing = await missingGrants(cluster, namespace, grants, call);
    this.#reviews.set(key, { at: now, missing });
    return missing;
  }
}
