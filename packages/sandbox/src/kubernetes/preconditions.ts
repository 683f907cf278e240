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

import { KubeObject, ObjectInput, ObjectMeta } from './object';
import { ResourceKind } from './registry';
import { badRequest, conflict } from './status';

export interface Preconditions {
  uid?: string;
  resourceVersion?: string;
}

/** @throws ApiError 400 when the body names another object than the URL. */
export function checkIdentity(existing: KubeObject, input: ObjectInput): void {
  const { name, namespace } = existing.metadata;
  if (input.metadata.name !== undefined && input.metadata.name !== name) {
    throw badRequest(
      `the name of the object (${input.metadata.name}) does not match the name on the URL (${name})`,
    );
  }
  const asked = input.metadata.namespace;
  if (asked !== undefined && asked !== namespace) {
    throw badRequest(
      `the namespace of the object (${asked}) does not match the namespace on the URL (${namespace})`,
    );
  }
}

/** @throws ApiError 409 when the writer knew another version or another object. */
export function checkUnchanged(
  kind: ResourceKind,
  { metadata }: KubeObject,
  { resourceVersion, uid }: Partial<ObjectMeta>,
): void {
  if (resourceVersion && resourceVersion !== metadata.resourceVersion) {
    throw conflict(kind, metadata.name);
  }
  if (uid && uid !== metadata.uid) {
    throw conflict(
      kind,
      metadata.name,
      `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${metadata.uid}`,
    );
  }
}

/** @throws ApiError 409 when a precondition of a delete does not hold. */
export function checkDeletable(
  kind: ResourceKind,
  { metadata }: KubeObject,
  preconditions: Preconditions,
): void {
  for (const [field, label] of [
    ['uid', 'UID'],
    ['resourceVersion', 'ResourceVersion'],
  ] as const) {
    const wanted = preconditions[field];
    if (wanted !== undefined && wanted !== metadata[field]) {
      throw conflict(
        kind,
        metadata.name,
        `the ${label} in the precondition (${wanted}) does not match the ${label} in record (${metadata[field]}). The object might have been deleted and then recreated`,
      );
    }
  }
}
