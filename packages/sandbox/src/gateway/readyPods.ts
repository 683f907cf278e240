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

import { isRecord, KubeObject } from '../kubernetes/object';
import { ResourceRegistry } from '../kubernetes/registry';
import { ObjectStore } from '../kubernetes/store';

/** Of each ready address in a slice, the name of the workload it is a pod of. */
function workloadsIn(slice: KubeObject): string[] {
  const endpoints = Array.isArray(slice.endpoints) ? slice.endpoints : [];
  return endpoints
    .filter(isRecord)
    .filter(
      ({ conditions }) => !isRecord(conditions) || conditions.ready !== false,
    )
    .flatMap(({ addresses, targetRef }) => {
      const pod = isRecord(targetRef) ? String(targetRef.name) : '';
      const count = Array.isArray(addresses) ? addresses.length : 0;
      return Array<string>(count).fill(pod.replace(/-\d+$/, ''));
    });
}

/** The pods behind each Service that can take requests. */
export class ReadyPods {
  readonly #store: ObjectStore;
  readonly #registry: ResourceRegistry;
  #workloads = new Map<string, string[]>();

  constructor(store: ObjectStore, registry: ResourceRegistry) {
    this.#store = store;
    this.#registry = registry;
  }

  /** Counts anew. */
  count(): void {
    const services = this.#registry.byKind('Service', '');
    this.#workloads = new Map(
      this.#store
        .list(services)
        .map(({ metadata }) => [`${metadata.namespace}/${metadata.name}`, []]),
    );
    for (const slice of this.#store.list(
      this.#registry.byKind('EndpointSlice'),
    )) {
      const { labels, namespace } = slice.metadata;
      const service = labels?.['kubernetes.io/service-name'];
      this.#workloads
        .get(`${namespace}/${service}`)
        ?.push(...workloadsIn(slice));
    }
  }

  /** How many, or undefined when there is no such Service. */
  of(namespace: string, service: string): number | undefined {
    return this.#workloads.get(`${namespace}/${service}`)?.length;
  }

  /**
   * Whose pod answers: one of several workloads, each with the share that its
   * pods are; the Service's own name where there is one workload only.
   *
   * @param draw - Uniform in [0, 1).
   */
  answering(namespace: string, service: string, draw: number): string {
    const pods = this.#workloads.get(`${namespace}/${service}`) ?? [];
    return new Set(pods).size > 1
      ? pods[Math.floor(draw * pods.length)]
      : service;
  }
}
