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

import { randomUUID } from 'node:crypto';
import { KubeObject, ObjectInput, timestamp, sameJson } from './object';
import { ResourceKind } from './registry';
import { badRequest } from './status';

/** Where a request acts. */
export interface Place {
  kind: ResourceKind;
  namespace: string | undefined;
}

/** The object as a create makes it, before managed fields. */
export function firstVersion(
  { kind, namespace }: Place,
  input: ObjectInput,
  now: number,
  uid: string = randomUUID(),
): KubeObject {
  const { status: _, ...withoutStatus } = input;
  const asked = input.metadata;
  if (asked.namespace && asked.namespace !== namespace) {
    throw badRequest(
      'the namespace of the provided object does not match the namespace sent on the request',
    );
  }
  const suffix = randomUUID().replaceAll('-', '').slice(0, 5);
  const name =
    asked.name ?? (asked.generateName && `${asked.generateName}${suffix}`);
  const object: KubeObject = {
    ...(kind.statusSubresource ? withoutStatus : input),
    apiVersion: input.apiVersion,
    kind: input.kind,
    metadata: {
      ...asked,
      name: name ?? '',
      ...(namespace !== undefined && { namespace }),
      uid,
      resourceVersion: '',
      ...(kind.generation && { generation: 1 }),
      creationTimestamp: timestamp(now),
      managedFields: [],
    },
  };
  delete object.metadata.deletionTimestamp;
  if (!kind.generation) delete object.metadata.generation;
  return kind.complete?.(object) ?? object;
}

/** The object after a write, before managed fields and its new version. */
export function nextVersion(
  kind: ResourceKind,
  existing: KubeObject,
  input: ObjectInput,
  subresource: 'status' | undefined,
): KubeObject {
  if (subresource === 'status') {
    const { status: _, ...kept } = existing;
    return input.status === undefined
      ? kept
      : { ...kept, status: input.status };
  }
  const {
    name,
    namespace,
    uid,
    resourceVersion,
    creationTimestamp,
    deletionTimestamp,
    generation,
    managedFields,
  } = existing.metadata;
  const { status: asked, metadata, ...rest } = input;
  const status = kind.statusSubresource ? existing.status : asked;
  const next: KubeObject = {
    ...rest,
    apiVersion: input.apiVersion,
    kind: input.kind,
    metadata: {
      ...metadata,
      name,
      ...(namespace !== undefined && { namespace }),
      uid,
      resourceVersion,
      creationTimestamp,
      ...(generation !== undefined && { generation }),
      ...(deletionTimestamp && { deletionTimestamp }),
      ...(managedFields && { managedFields }),
    },
    ...(status !== undefined && { status }),
  };
  const completed = kind.complete?.(next) ?? next;
  if (kind.generation && bodyDiffers(existing, completed)) {
    completed.metadata.generation = (generation ?? 0) + 1;
  }
  return completed;
}

/** Whether anything beside metadata and status differs. */
function bodyDiffers(before: KubeObject, after: KubeObject): boolean {
  const { metadata: _, status: __, ...bodyBefore } = before;
  const { metadata: ___, status: ____, ...bodyAfter } = after;
  return !sameJson(bodyBefore, bodyAfter);
}
