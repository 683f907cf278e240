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

import { selects } from '../controllers/endpoints';
import { isRecord, KubeObject } from '../kubernetes/object';
import { ResourceRegistry } from '../kubernetes/registry';
import { ObjectStore } from '../kubernetes/store';
import { serviceOf } from './virtualServiceSpec';

/** The pods of one subset, which are one Deployment's. */
export interface SubsetWorkload {
  name: string;
  ready: number;
}

interface Subset {
  name: string;
  labels?: Record<string, string>;
}

function subsetsOf(rule: KubeObject): Subset[] {
  const { subsets } = rule.spec ?? {};
  return Array.isArray(subsets) ? (subsets as Subset[]) : [];
}

/** What the subsets of DestinationRules stand for, until something changes. */
export class Subsets {
  readonly #store: ObjectStore;
  readonly #registry: ResourceRegistry;
  readonly #known = new Map<string, SubsetWorkload | undefined>();

  constructor(store: ObjectStore, registry: ResourceRegistry) {
    this.#store = store;
    this.#registry = registry;
  }

  forget(): void {
    this.#known.clear();
  }

  /** Undefined where no Service, no DestinationRule or no pods have it. */
  workload(
    namespace: string,
    service: string,
    subset: string,
  ): SubsetWorkload | undefined {
    const key = `${namespace}/${service}/${subset}`;
    if (!this.#known.has(key)) {
      this.#known.set(key, this.#find(namespace, service, subset));
    }
    return this.#known.get(key);
  }

  #find(
    namespace: string,
    name: string,
    subset: string,
  ): SubsetWorkload | undefined {
    const services = this.#registry.byKind('Service', '');
    const service = this.#store.get(services, namespace, name);
    const labels = this.#rules(namespace, name)
      .flatMap(subsetsOf)
      .find(each => each.name === subset)?.labels;
    const selector = service?.spec?.selector;
    if (!service || !labels || !isRecord(selector)) return undefined;
    const narrowed = {
      ...service,
      spec: { selector: { ...selector, ...labels } },
    };
    const deployment = this.#store
      .list(this.#registry.byKind('Deployment'), namespace)
      .find(each => selects(narrowed, each));
    return (
      deployment && {
        name: deployment.metadata.name,
        ready: Number(deployment.status?.readyReplicas ?? 0),
      }
    );
  }

  #rules(namespace: string, name: string): KubeObject[] {
    return this.#store
      .list(this.#registry.byKind('DestinationRule'))
      .filter(({ metadata, spec }) => {
        const host = typeof spec?.host === 'string' ? spec.host : '';
        const named = serviceOf(host, metadata.namespace ?? '');
        return named.namespace === namespace && named.name === name;
      });
  }
}
