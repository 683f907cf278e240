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

import type { Config } from '@backstage/config';
import {
  DriverError,
  type AddedCluster,
} from '@stagecraft/backstage-plugin-rollouts-node';
import type { ClusterLimits } from './Calls';
import { Cluster } from './Cluster';
import { readAdded, readClusters, type ConfiguredCluster } from './config';
import { KubernetesApi } from './KubernetesApi';
import { readLimits } from './limits';
import type { ObjectRef } from './resources';
import { ObjectWatches, type WatchesOptions } from '../watch/ObjectWatches';

/** The configured clusters by name, each with its connections, made once. */
export class Clusters {
  readonly #configured: Map<string, ConfiguredCluster>;
  readonly #limits: ClusterLimits;
  readonly #ownLimits: ReadonlyMap<string, ClusterLimits>;
  readonly #watches: ObjectWatches;
  readonly #open = new Map<string, { cluster: Cluster; api: KubernetesApi }>();

  constructor(
    configured: Map<string, ConfiguredCluster>,
    limits: ClusterLimits,
    ownLimits: ReadonlyMap<string, ClusterLimits> = new Map(),
    watches: WatchesOptions = {},
  ) {
    this.#configured = configured;
    this.#limits = limits;
    this.#ownLimits = ownLimits;
    this.#watches = new ObjectWatches(watches);
  }

  /** @param added - By modules; a configured one of the same name wins. */
  static fromConfig(
    config: Config,
    added: readonly AddedCluster[] = [],
    watches: WatchesOptions = {},
  ): Clusters {
    const { all, own } = readLimits(config);
    return new Clusters(
      new Map([
        ...added.map(cluster => [cluster.name, readAdded(cluster)] as const),
        ...readClusters(config),
      ]),
      all,
      own,
      watches,
    );
  }

  names(): string[] {
    return [...this.#configured.keys()];
  }

  /** Why clusters of the configuration can't be used, a sentence each. */
  refusals(): string[] {
    return [...this.#configured.values()].flatMap(cluster =>
      'refusal' in cluster ? [cluster.refusal] : [],
    );
  }

  /** @throws DriverError for a cluster that is unknown or can't be used. */
  get(name: string): Cluster {
    const open = this.#open.get(name);
    if (open) return open.cluster;
    const configured = this.#configured.get(name);
    if (!configured) {
      throw new DriverError(
        'not-found',
        `The portal knows no cluster ${name}, only ${
          this.names().join(', ') || 'none'
        }. Add it to kubernetes.clusterLocatorMethods with type config.`,
      );
    }
    if ('refusal' in configured) {
      throw new DriverError('invalid', configured.refusal);
    }
    const api = new KubernetesApi(configured);
    const cluster = new Cluster(
      name,
      api,
      this.#ownLimits.get(name) ?? this.#limits,
    );
    this.#open.set(name, { cluster, api });
    return cluster;
  }

  /**
   * Calls `onChange` when an object may have changed, until the signal aborts;
   * a hint to look, which may come late or never.
   */
  listen(
    name: string,
    ref: ObjectRef & { namespace: string },
    onChange: () => void,
    signal: AbortSignal,
  ): void {
    this.#watches.listen(this.get(name), ref, onChange, signal);
  }

  /** Closes idle connections; for the end of the process and of tests. */
  close(): void {
    for (const { api } of this.#open.values()) api.close();
    this.#open.clear();
  }
}
