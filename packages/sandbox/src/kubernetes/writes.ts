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
  decode,
  FieldValidation,
  refuseUnknownFields,
  refuseUnknownPatchFields,
  validate,
} from './admission';
import { managedFieldsAfter } from './managedFields';
import { KubeObject, ObjectInput, timestamp, sameJson } from './object';
import { applyPatchDocument } from './patch';
import { ResourceRegistry } from './registry';
import {
  checkDeletable,
  checkIdentity,
  checkUnchanged,
  Preconditions,
} from './preconditions';
import { firstVersion, nextVersion, Place } from './versions';
import { alreadyExists, badRequest, invalid, notFound } from './status';
import { ObjectStore } from './store';

export interface WriteOptions {
  /** Validate and answer, store nothing. */
  dryRun?: boolean;
  fieldManager?: string;
  fieldValidation?: FieldValidation;
  subresource?: 'status';
  /** Makes the object under this UID; for the sandbox's own objects. */
  uid?: string;
}

export interface Written {
  object: KubeObject;
  warnings: string[];
}

/** Create, update, patch and delete with the API server's rules. */
export class ObjectWriter {
  readonly #store: ObjectStore;
  readonly #registry: ResourceRegistry;
  readonly #now: () => number;

  constructor(
    store: ObjectStore,
    registry: ResourceRegistry,
    now: () => number,
  ) {
    this.#store = store;
    this.#registry = registry;
    this.#now = now;
  }

  create(place: Place, body: unknown, options: WriteOptions = {}): Written {
    const { kind, namespace } = place;
    const { object: input, warnings } = decode(
      kind,
      body,
      options.fieldValidation ?? 'Warn',
      refuseUnknownFields(kind),
    );
    if (input.metadata.resourceVersion) {
      throw badRequest(
        'resourceVersion should not be set on objects to be created',
      );
    }
    const fresh = firstVersion(place, input, this.#now(), options.uid);
    validate(kind, fresh);
    this.#checkNamespace(place);
    if (this.#store.get(kind, namespace, fresh.metadata.name)) {
      throw alreadyExists(kind, fresh.metadata.name);
    }
    const object = this.#managed(undefined, fresh, options);
    return {
      object: options.dryRun ? object : this.#store.put(kind, object),
      warnings,
    };
  }

  update(
    place: Place,
    name: string,
    body: unknown,
    options: WriteOptions = {},
  ): Written {
    const { kind } = place;
    const { object: input, warnings } = decode(
      kind,
      body,
      options.fieldValidation ?? 'Warn',
      refuseUnknownFields(kind),
    );
    const existing = this.#existing(place, name);
    if (kind.custom && !input.metadata.resourceVersion) {
      throw invalid(kind, name, [
        {
          reason: 'FieldValueInvalid',
          message: 'Invalid value: 0: must be specified for an update',
          field: 'metadata.resourceVersion',
        },
      ]);
    }
    return {
      object: this.#replace(place, existing, input, options),
      warnings,
    };
  }

  patch(
    place: Place,
    name: string,
    patch: { contentType: string; body: string },
    options: WriteOptions = {},
  ): Written {
    const { kind } = place;
    const existing = this.#existing(place, name);
    const patched = applyPatchDocument(
      kind,
      existing,
      patch.contentType,
      patch.body,
    );
    const { object: input, warnings } = decode(
      kind,
      patched,
      options.fieldValidation ?? 'Warn',
      refuseUnknownPatchFields(JSON.stringify(patched)),
    );
    return {
      object: this.#replace(place, existing, input, options),
      warnings,
    };
  }

  /**
   * @returns The object as last seen; still stored, with a deletionTimestamp,
   * when finalizers hold it.
   */
  delete(
    place: Place,
    name: string,
    preconditions: Preconditions = {},
    dryRun = false,
  ): KubeObject {
    const { kind } = place;
    const existing = this.#existing(place, name);
    const { metadata } = existing;
    checkDeletable(kind, existing, preconditions);
    if (dryRun) return existing;
    if (metadata.finalizers?.length) {
      return metadata.deletionTimestamp
        ? existing
        : this.#store.put(kind, {
            ...existing,
            metadata: {
              ...metadata,
              deletionTimestamp: timestamp(this.#now()),
              ...(kind.generation && {
                generation: (metadata.generation ?? 0) + 1,
              }),
            },
          });
    }
    if (kind.kind === 'Namespace') this.#emptyNamespace(name);
    return this.#store.remove(kind, existing);
  }

  #existing({ kind, namespace }: Place, name: string): KubeObject {
    const existing = this.#store.get(kind, namespace, name);
    if (!existing) throw notFound(kind, name);
    return existing;
  }

  #checkNamespace({ kind, namespace }: Place): void {
    if (!kind.namespaced || namespace === undefined) return;
    const namespaces = this.#registry.byKind('Namespace', '');
    if (!this.#store.get(namespaces, undefined, namespace)) {
      throw notFound(namespaces, namespace);
    }
  }

  #replace(
    place: Place,
    existing: KubeObject,
    input: ObjectInput,
    options: WriteOptions,
  ): KubeObject {
    const { kind } = place;
    checkIdentity(existing, input);
    checkUnchanged(kind, existing, input.metadata);
    const next = nextVersion(kind, existing, input, options.subresource);
    validate(kind, next, existing);
    if (sameJson(next, existing)) return existing;
    const object = this.#managed(existing, next, options);
    if (options.dryRun) return object;
    const released =
      object.metadata.deletionTimestamp && !object.metadata.finalizers?.length;
    return released
      ? this.#store.remove(kind, object)
      : this.#store.put(kind, object);
  }

  #managed(
    before: KubeObject | undefined,
    after: KubeObject,
    options: WriteOptions,
  ): KubeObject {
    const managedFields = managedFieldsAfter(before, after, {
      manager: options.fieldManager ?? 'unknown',
      time: timestamp(this.#now()),
      ...(options.subresource && { subresource: options.subresource }),
    });
    return { ...after, metadata: { ...after.metadata, managedFields } };
  }

  #emptyNamespace(namespace: string): void {
    for (const kind of this.#registry.kinds.filter(each => each.namespaced)) {
      for (const object of this.#store.list(kind, namespace)) {
        this.#store.remove(kind, object);
      }
    }
  }
}
