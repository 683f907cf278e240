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

import { stringify } from 'yaml';
import { Behaviour } from '../behaviour/behaviours';
import { KubernetesApi } from '../kubernetes/api';
import { KubeObject } from '../kubernetes/object';
import { answerQuery, QueryResult, SandboxQuery } from '../metrics/query';
import { backendName, WorldService } from '../world/services';
import { ControlError } from './errors';
import { ServiceView, serviceView, ServiceViewSources } from './services';

const GOVERNED_KINDS = ['HTTPRoute', 'Service', 'Deployment'];

export interface WorldOptions extends ServiceViewSources {
  services: readonly WorldService[];
  kubernetes: KubernetesApi;
  seed: number;
  now: () => number;
  /** Makes the traffic that is due. */
  settle: () => void;
  reset: () => void;
  /** Called when something changed that outlives the process. */
  changed: () => void;
}

export interface WorldState {
  seed: number;
  /** RFC 3339. */
  now: string;
  resourceVersion: string;
  openWatches: number;
  behaviours: Record<string, Behaviour>;
}

/** The world as the control API shows and changes it. */
export class World {
  readonly #options: WorldOptions;

  constructor(options: WorldOptions) {
    this.#options = options;
  }

  services(): ServiceView[] {
    const { services, settle, now } = this.#options;
    settle();
    return services.map(service => serviceView(this.#options, service, now()));
  }

  /** @throws ControlError 404 when there is no such service. */
  setBehaviour(name: string, behaviour: Behaviour): ServiceView {
    const { services, versions, settle, now, changed } = this.#options;
    const service = services.find(each => each.name === name);
    if (!service) {
      throw new ControlError(
        404,
        `There is no service ${name}; there are ${services
          .map(each => each.name)
          .join(', ')}.`,
      );
    }
    settle();
    const backend = backendName(service.name, 'new');
    versions.setBehaviour(service.namespace, backend, behaviour);
    changed();
    return serviceView(this.#options, service, now());
  }

  query(query: SandboxQuery): QueryResult[] {
    const { recorder, settle, now } = this.#options;
    settle();
    return answerQuery(recorder, query, now());
  }

  state(): WorldState {
    const { seed, now, store, kubernetes, versions } = this.#options;
    return {
      seed,
      now: new Date(now()).toISOString(),
      resourceVersion: String(store.revision),
      openWatches: kubernetes.watches.count,
      behaviours: versions.newBehaviours(),
    };
  }

  /** The objects that carry the services' exposure, as YAML documents. */
  objectsAsYaml(): string {
    const { registry, store, services } = this.#options;
    const namespaces = new Set(services.map(({ namespace }) => namespace));
    return [...namespaces]
      .flatMap(namespace =>
        GOVERNED_KINDS.flatMap(kind =>
          store.list(registry.byKind(kind), namespace),
        ),
      )
      .map(object => stringify(withoutManagedFields(object)))
      .join('---\n');
  }

  /** @returns How many watches were broken off. */
  dropWatches(compact: boolean): number {
    const { kubernetes, store } = this.#options;
    const { count } = kubernetes.watches;
    if (compact) store.compact();
    kubernetes.watches.drop();
    return count;
  }

  reset(): void {
    this.#options.reset();
  }
}

function withoutManagedFields(object: KubeObject): KubeObject {
  const { managedFields: _, ...metadata } = object.metadata;
  return { ...object, metadata };
}
