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

import { createHash } from 'node:crypto';
import { isRecord, KubeObject, sameJson } from '../kubernetes/object';
import { MERGE_PATCH } from '../kubernetes/patch';
import { ResourceRegistry } from '../kubernetes/registry';
import { ObjectStore } from '../kubernetes/store';
import { ObjectWriter } from '../kubernetes/writes';

/** What a controller marks its replica sets with. */
export interface Marks {
  /** Label of the template's hash. */
  hash: string;
  /** Annotation of the rising revision. */
  revision: string;
}

export type PodTemplate = Record<string, unknown>;

export function templateOf(workload: KubeObject): PodTemplate {
  const value = workload.spec?.template;
  return isRecord(value) ? value : {};
}

function labelsOf(template: PodTemplate) {
  const { metadata } = template;
  return isRecord(metadata) && isRecord(metadata.labels) ? metadata.labels : {};
}

/** A pod template without the label that the controller adds. */
function bare(template: PodTemplate, marks: Marks) {
  const { [marks.hash]: _, ...labels } = labelsOf(template);
  const metadata = isRecord(template.metadata) ? template.metadata : {};
  return { ...template, metadata: { ...metadata, labels } };
}

function revisionOf(set: KubeObject, { revision }: Marks): number {
  return Number(set.metadata.annotations?.[revision] ?? 0);
}

/** The newest of the sets. */
export function newestOf(sets: readonly KubeObject[], marks: Marks) {
  return [...sets].sort(
    (a, b) => revisionOf(b, marks) - revisionOf(a, marks),
  )[0];
}

/** The replica set that runs the template, if there is one yet. */
export function setOf(
  template: PodTemplate,
  sets: readonly KubeObject[],
  marks: Marks,
): KubeObject | undefined {
  const wanted = bare(template, marks);
  return sets.find(set => sameJson(bare(templateOf(set), marks), wanted));
}

/** A manifest of the next revision's replica set. */
export function nextSet(
  owner: KubeObject,
  template: PodTemplate,
  sets: readonly KubeObject[],
  marks: Marks,
  replicas: unknown,
) {
  const wanted = bare(template, marks);
  const hash = createHash('sha256')
    .update(JSON.stringify(wanted))
    .digest('hex')
    .slice(0, 10);
  const labels = { ...labelsOf(wanted), [marks.hash]: hash };
  const newest = newestOf(sets, marks);
  const { name, namespace, uid } = owner.metadata;
  const selector = isRecord(owner.spec?.selector) ? owner.spec.selector : {};
  const matchLabels = isRecord(selector.matchLabels)
    ? selector.matchLabels
    : {};
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${name}-${hash}`,
      namespace,
      labels,
      annotations: {
        [marks.revision]: String((newest ? revisionOf(newest, marks) : 0) + 1),
      },
      ownerReferences: [
        {
          apiVersion: owner.apiVersion,
          kind: owner.kind,
          name,
          uid,
          controller: true,
        },
      ],
    },
    spec: {
      replicas,
      selector: {
        ...selector,
        matchLabels: { ...matchLabels, [marks.hash]: hash },
      },
      template: { ...wanted, metadata: { ...wanted.metadata, labels } },
    },
  };
}

/** The replica sets in the store, and what controllers do to them. */
export class ReplicaSets {
  readonly #store: ObjectStore;
  readonly #writer: ObjectWriter;
  readonly #registry: ResourceRegistry;
  readonly #manager: string;

  constructor(
    store: ObjectStore,
    writer: ObjectWriter,
    registry: ResourceRegistry,
    manager: string,
  ) {
    this.#store = store;
    this.#writer = writer;
    this.#registry = registry;
    this.#manager = manager;
  }

  list(namespace: string | undefined): KubeObject[] {
    return this.#store.list(this.#kind, namespace);
  }

  of(owner: KubeObject): KubeObject[] {
    return this.list(owner.metadata.namespace).filter(set =>
      set.metadata.ownerReferences?.some(
        ({ uid }) => uid === owner.metadata.uid,
      ),
    );
  }

  create(namespace: string | undefined, manifest: object): KubeObject {
    return this.#writer.create({ kind: this.#kind, namespace }, manifest, {
      fieldManager: this.#manager,
    }).object;
  }

  /** Every pod that is asked for is ready at once. */
  scale(set: KubeObject, replicas: number): void {
    if (set.spec?.replicas !== replicas) {
      this.#patch(set, { spec: { replicas } });
    }
    this.#patch(
      set,
      {
        status: {
          replicas,
          readyReplicas: replicas,
          availableReplicas: replicas,
          fullyLabeledReplicas: replicas,
          observedGeneration: set.metadata.generation ?? 1,
        },
      },
      'status',
    );
  }

  /** Deletes the sets of owners of this kind that are gone. */
  deleteOrphans(ownerKind: string, namespace: string): void {
    const owners = this.#store.list(
      this.#registry.byKind(ownerKind),
      namespace,
    );
    const alive = new Set(owners.map(({ metadata }) => metadata.uid));
    for (const { metadata } of this.list(namespace)) {
      const owner = metadata.ownerReferences?.[0];
      if (owner?.kind === ownerKind && !alive.has(owner.uid)) {
        this.#writer.delete({ kind: this.#kind, namespace }, metadata.name);
      }
    }
  }

  get #kind() {
    return this.#registry.byKind('ReplicaSet');
  }

  #patch(set: KubeObject, patch: object, subresource?: 'status'): void {
    this.#writer.patch(
      { kind: this.#kind, namespace: set.metadata.namespace },
      set.metadata.name,
      { contentType: MERGE_PATCH, body: JSON.stringify(patch) },
      { fieldManager: this.#manager, ...(subresource && { subresource }) },
    );
  }
}
