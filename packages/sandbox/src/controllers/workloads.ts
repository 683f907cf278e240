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

import { isRecord, KubeObject, timestamp } from '../kubernetes/object';
import { MERGE_PATCH } from '../kubernetes/patch';
import { ResourceRegistry } from '../kubernetes/registry';
import { ObjectStore, StoreEvent } from '../kubernetes/store';
import { ObjectWriter } from '../kubernetes/writes';
import { DirtyQueue } from './dirtyQueue';
import { deploymentStatus, replicaSetFor, REVISION } from './deployments';
import { endpointSlice, selects } from './endpoints';

const MANAGER = 'sandbox-controller-manager';

/**
 * Makes Deployments real: replica sets, ready addresses and status, a moment
 * late. Pods are ready as soon as they are asked for.
 */
export class WorkloadController {
  readonly #store: ObjectStore;
  readonly #writer: ObjectWriter;
  readonly #registry: ResourceRegistry;
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
    if (kind.kind === 'Deployment') {
      this.#deployments.add(keyOf(object));
      for (const service of this.#list('Service', object.metadata.namespace)) {
        if (selects(service, object)) this.#services.add(keyOf(service));
      }
    } else if (kind.kind === 'Service') {
      this.#services.add(keyOf(object));
    }
  }

  #reconcileDeployment(key: string): void {
    const [namespace, name] = key.split('/');
    const deployment = this.#get('Deployment', namespace, name);
    const sets = this.#list('ReplicaSet', namespace);
    if (!deployment) {
      this.#deleteOrphans(namespace, sets);
      return;
    }
    const own = sets.filter(set => ownedBy(set, deployment));
    const wanted = replicaSetFor(deployment, own);
    for (const set of own) {
      if (set.metadata.name !== wanted.metadata.name) {
        this.#scale(set, 0);
      }
    }
    const current = own.find(set => set.metadata.name === wanted.metadata.name);
    const replicas = Number(deployment.spec?.replicas ?? 0);
    const set =
      current ??
      this.#writer.create(this.#place('ReplicaSet', namespace), wanted, {
        fieldManager: MANAGER,
      }).object;
    this.#scale(set, replicas);
    const revision = set.metadata.annotations?.[REVISION] ?? '1';
    if (deployment.metadata.annotations?.[REVISION] !== revision) {
      this.#patch(deployment, {
        metadata: { annotations: { [REVISION]: revision } },
      });
    }
    this.#patchStatus(
      deployment,
      deploymentStatus(deployment, replicas, timestamp(this.#now())),
    );
  }

  #deleteOrphans(namespace: string, sets: readonly KubeObject[]): void {
    const alive = new Set(
      this.#list('Deployment', namespace).map(({ metadata }) => metadata.uid),
    );
    for (const set of sets) {
      const owner = set.metadata.ownerReferences?.[0];
      if (owner && !alive.has(owner.uid)) {
        this.#writer.delete(
          this.#place('ReplicaSet', namespace),
          set.metadata.name,
        );
      }
    }
  }

  #scale(set: KubeObject, replicas: number): void {
    if (set.spec?.replicas !== replicas)
      this.#patch(set, { spec: { replicas } });
    this.#patchStatus(set, {
      replicas,
      readyReplicas: replicas,
      availableReplicas: replicas,
      fullyLabeledReplicas: replicas,
      observedGeneration: set.metadata.generation ?? 1,
    });
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
    const deployments = this.#list('Deployment', namespace).filter(each =>
      selects(service, each),
    );
    const wanted = endpointSlice(service, deployments);
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

  #patchStatus(object: KubeObject, status: object): void {
    this.#patch(object, { status }, 'status');
  }
}

function keyOf({ metadata }: KubeObject): string {
  return `${metadata.namespace ?? ''}/${metadata.name}`;
}

function ownedBy(object: KubeObject, owner: KubeObject): boolean {
  const references = object.metadata.ownerReferences ?? [];
  return references.some(
    reference => isRecord(reference) && reference.uid === owner.metadata.uid,
  );
}
