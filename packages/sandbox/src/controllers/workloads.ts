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

import { KubeObject, timestamp } from '../kubernetes/object';
import { MERGE_PATCH } from '../kubernetes/patch';
import { ResourceRegistry } from '../kubernetes/registry';
import { ObjectStore, StoreEvent } from '../kubernetes/store';
import { ObjectWriter } from '../kubernetes/writes';
import { DirtyQueue } from './dirtyQueue';
import {
  currentSet,
  DEPLOYMENT_MARKS,
  deploymentStatus,
  newSet,
} from './deployments';
import { endpointSlice, selects } from './endpoints';
import { ReplicaSets } from './replicaSets';

const MANAGER = 'sandbox-controller-manager';

/**
 * Makes Deployments real: replica sets, ready addresses and status, a moment
 * late. Pods are ready as soon as they are asked for.
 */
export class WorkloadController {
  readonly #store: ObjectStore;
  readonly #writer: ObjectWriter;
  readonly #registry: ResourceRegistry;
  readonly #sets: ReplicaSets;
  readonly #now: () => number;
  readonly #deployments: DirtyQueue;
  readonly #services: DirtyQueue;
  readonly #unsubscribe: () => void;

  constructor(
    store: ObjectStore,
    writer: ObjectWriter,
    registry: ResourceRegistry,
    now: () => number,
    delayMilliseconds: number,
  ) {
    this.#store = store;
    this.#writer = writer;
    this.#registry = registry;
    this.#sets = new ReplicaSets(store, writer, registry, MANAGER);
    this.#now = now;
    this.#deployments = new DirtyQueue(delayMilliseconds, key =>
      this.#reconcileDeployment(key),
    );
    this.#services = new DirtyQueue(delayMilliseconds, key =>
      this.#reconcileService(key),
    );
    this.#unsubscribe = store.subscribe(event => this.#noticed(event));
  }

  /** Looks at everything again, now. */
  reconcileAll(): void {
    for (const deployment of this.#list('Deployment')) {
      this.#deployments.add(keyOf(deployment));
    }
    this.#deployments.flush();
    for (const service of this.#list('Service')) {
      this.#services.add(keyOf(service));
    }
    this.#services.flush();
  }

  get idle(): boolean {
    return this.#deployments.idle && this.#services.idle;
  }

  stop(): void {
    this.#unsubscribe();
    this.#deployments.stop();
    this.#services.stop();
  }

  #list(kind: string, namespace?: string): KubeObject[] {
    return this.#store.list(this.#registry.byKind(kind), namespace);
  }

  #get(kind: string, namespace: string, name: string): KubeObject | undefined {
    return this.#store.get(this.#registry.byKind(kind), namespace, name);
  }

  #noticed({ kind, object }: StoreEvent): void {
    if (kind.kind === 'Deployment') this.#deployments.add(keyOf(object));
    if (kind.kind === 'Service') this.#services.add(keyOf(object));
    if (isServing(object)) {
      for (const service of this.#list('Service', object.metadata.namespace)) {
        if (selects(service, object)) this.#services.add(keyOf(service));
      }
    }
  }

  #reconcileDeployment(key: string): void {
    const [namespace, name] = key.split('/');
    const deployment = this.#get('Deployment', namespace, name);
    if (!deployment) {
      this.#sets.deleteOrphans('Deployment', namespace);
      return;
    }
    const own = this.#sets.of(deployment);
    const current = currentSet(deployment, own);
    // Sets of an earlier one of that name are in the way of a new set.
    if (!current) this.#sets.deleteOrphans('Deployment', namespace);
    for (const set of own) {
      if (set.metadata.name !== current?.metadata.name) {
        this.#sets.scale(set, 0);
      }
    }
    const replicas = Number(deployment.spec?.replicas ?? 0);
    const set =
      current ?? this.#sets.create(namespace, newSet(deployment, own));
    this.#sets.scale(set, replicas);
    const { revision: mark } = DEPLOYMENT_MARKS;
    const revision = set.metadata.annotations?.[mark] ?? '1';
    if (deployment.metadata.annotations?.[mark] !== revision) {
      this.#patch(deployment, {
        metadata: { annotations: { [mark]: revision } },
      });
    }
    this.#patch(
      deployment,
      {
        status: deploymentStatus(deployment, replicas, timestamp(this.#now())),
      },
      'status',
    );
  }

  #reconcileService(key: string): void {
    const [namespace, name] = key.split('/');
    const service = this.#get('Service', namespace, name);
    const kind = this.#registry.byKind('EndpointSlice');
    const place = { kind, namespace };
    const existing = this.#store.get(kind, namespace, name);
    if (!service) {
      if (existing) this.#writer.delete(place, name);
      return;
    }
    const serving = [
      ...this.#list('Deployment', namespace),
      ...this.#sets.list(namespace),
    ].filter(each => isServing(each) && selects(service, each));
    const wanted = endpointSlice(service, serving);
    if (!existing) {
      this.#writer.create(place, wanted, { fieldManager: MANAGER });
      return;
    }
    this.#patch(existing, {
      endpoints: wanted.endpoints,
      ports: wanted.ports,
    });
  }

  #place(kind: string, namespace: string) {
    return { kind: this.#registry.byKind(kind), namespace };
  }

  #patch(object: KubeObject, patch: object, subresource?: 'status'): void {
    this.#writer.patch(
      this.#place(object.kind, object.metadata.namespace ?? ''),
      object.metadata.name,
      { contentType: MERGE_PATCH, body: JSON.stringify(patch) },
      { fieldManager: MANAGER, ...(subresource && { subresource }) },
    );
  }
}

function keyOf({ metadata }: KubeObject): string {
  return `${metadata.namespace ?? ''}/${metadata.name}`;
}

/** Whether pods are counted by this object: a Deployment's sets count for it. */
function isServing({ kind, metadata }: KubeObject): boolean {
  return (
    kind === 'Deployment' ||
    (kind === 'ReplicaSet' &&
      metadata.ownerReferences?.[0]?.kind !== 'Deployment')
  );
}
