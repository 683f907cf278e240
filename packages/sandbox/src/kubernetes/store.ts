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

import { KubeObject } from './object';
import { ResourceKind } from './registry';

export interface StoreEvent {
  revision: number;
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  kind: ResourceKind;
  object: KubeObject;
  /** What the object was before; absent when it was added. */
  previous?: KubeObject;
}

export interface StoreContents {
  revision: number;
  objects: KubeObject[];
}

export interface ObjectStoreOptions {
  /** Events kept for watches that resume; older ones answer 410. */
  historyLimit?: number;
}

/** Objects of one kind, by namespace ('' for cluster-wide ones) and name. */
type ByNamespace = Map<string, Map<string, KubeObject>>;

function within(objects: ByNamespace, namespace: string | undefined) {
  const key = namespace ?? '';
  const existing = objects.get(key);
  if (existing) return existing;
  const created = new Map<string, KubeObject>();
  objects.set(key, created);
  return created;
}

function byKey([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1;
}

/** In the order the API lists them: by namespace, then name. */
function sorted(objects: ByNamespace, namespace?: string): KubeObject[] {
  const chosen =
    namespace === undefined
      ? [...objects].sort(byKey).map(([, named]) => named)
      : [within(objects, namespace)];
  return chosen.flatMap(named =>
    [...named].sort(byKey).map(([, object]) => object),
  );
}

/**
 * The objects, one global version counter, and the recent past. Knows nothing
 * of validation: what is put here is stored.
 */
export class ObjectStore {
  readonly #objects = new Map<ResourceKind, ByNamespace>();
  readonly #listeners = new Set<(event: StoreEvent) => void>();
  readonly #historyLimit: number;
  #history: StoreEvent[] = [];
  #revision = 1;
  #compacted = 0;

  constructor(options: ObjectStoreOptions = {}) {
    this.#historyLimit = options.historyLimit ?? 5000;
  }

  get revision(): number {
    return this.#revision;
  }

  /** The newest version that is no longer in the history. */
  get compactedRevision(): number {
    return this.#compacted;
  }

  get(
    kind: ResourceKind,
    namespace: string | undefined,
    name: string,
  ): KubeObject | undefined {
    return this.#of(kind)
      .get(namespace ?? '')
      ?.get(name);
  }

  list(kind: ResourceKind, namespace?: string): KubeObject[] {
    return sorted(this.#of(kind), namespace);
  }

  /** The list as it was at `revision`, or undefined when compacted away. */
  listAt(
    kind: ResourceKind,
    namespace: string | undefined,
    revision: number,
  ): KubeObject[] | undefined {
    if (revision < this.#compacted) return undefined;
    if (revision >= this.#revision) return this.list(kind, namespace);
    const objects: ByNamespace = new Map(
      [...this.#of(kind)].map(([key, named]) => [key, new Map(named)]),
    );
    for (let index = this.#history.length - 1; index >= 0; index -= 1) {
      const event = this.#history[index];
      if (event.revision <= revision) break;
      if (event.kind === kind) {
        const { metadata } = event.object;
        const named = within(objects, metadata.namespace);
        if (event.previous) named.set(metadata.name, event.previous);
        else named.delete(metadata.name);
      }
    }
    return sorted(objects, namespace);
  }

  /** Stores the object under a new version and returns it as stored. */
  put(kind: ResourceKind, object: KubeObject): KubeObject {
    const { namespace, name } = object.metadata;
    const named = within(this.#of(kind), namespace);
    const previous = named.get(name);
    const stored = this.#stamped(object);
    named.set(name, stored);
    this.#record(
      previous
        ? { type: 'MODIFIED', kind, object: stored, previous }
        : { type: 'ADDED', kind, object: stored },
    );
    return stored;
  }

  remove(kind: ResourceKind, object: KubeObject): KubeObject {
    const { namespace, name } = object.metadata;
    within(this.#of(kind), namespace).delete(name);
    const last = this.#stamped(object);
    this.#record({ type: 'DELETED', kind, object: last, previous: object });
    return last;
  }

  /** Events after `revision`, or undefined when some were compacted away. */
  eventsSince(revision: number): StoreEvent[] | undefined {
    return revision < this.#compacted
      ? undefined
      : this.#history.filter(event => event.revision > revision);
  }

  /** Forgets the past, as etcd's compaction does. */
  compact(): void {
    this.#history = [];
    this.#compacted = this.#revision;
  }

  /** Calls back after every change; returns how to stop. */
  subscribe(listener: (event: StoreEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  contents(): StoreContents {
    return {
      revision: this.#revision,
      objects: [...this.#objects.values()].flatMap(objects => sorted(objects)),
    };
  }

  /** Takes over what `contents` gave in an earlier process. */
  restore(
    contents: StoreContents,
    kindOf: (object: KubeObject) => ResourceKind,
  ): void {
    for (const object of contents.objects) {
      const { namespace, name } = object.metadata;
      within(this.#of(kindOf(object)), namespace).set(name, object);
    }
    this.#revision = contents.revision + 1;
    this.compact();
  }

  #of(kind: ResourceKind): ByNamespace {
    const existing = this.#objects.get(kind);
    if (existing) return existing;
    const created: ByNamespace = new Map();
    this.#objects.set(kind, created);
    return created;
  }

  #stamped(object: KubeObject): KubeObject {
    this.#revision += 1;
    const resourceVersion = String(this.#revision);
    return { ...object, metadata: { ...object.metadata, resourceVersion } };
  }

  #record(event: Omit<StoreEvent, 'revision'>): void {
    const recorded = { ...event, revision: this.#revision };
    this.#history.push(recorded);
    if (this.#history.length > this.#historyLimit) {
      const dropped = this.#history.splice(
        0,
        Math.ceil(this.#historyLimit / 10),
      );
      this.#compacted = dropped[dropped.length - 1].revision;
    }
    for (const listener of this.#listeners) listener(recorded);
  }
}
