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
import { requestFilter } from './selectors';
import { badRequest, continueExpired, expired } from './status';
import { ObjectStore } from './store';

export interface ObjectPage {
  revision: number;
  items: KubeObject[];
  /** Opaque; the next page starts there. */
  continue?: string;
  remainingItemCount?: number;
}

interface Continuation {
  revision: number;
  after: string;
}

function encode(continuation: Continuation): string {
  return Buffer.from(JSON.stringify(continuation)).toString('base64url');
}

function parseContinuation(token: string): Continuation {
  try {
    const value: Partial<Continuation> = JSON.parse(
      Buffer.from(token, 'base64url').toString(),
    );
    if (typeof value.revision === 'number' && typeof value.after === 'string') {
      return { revision: value.revision, after: value.after };
    }
  } catch {
    // Answered like a token of the wrong shape, below.
  }
  throw badRequest('continue key is not valid');
}

function keyOf({ metadata }: KubeObject): string {
  return `${metadata.namespace ?? ''}/${metadata.name}`;
}

/** @throws ApiError 400 when it is no whole number. */
export function parseRevision(text: string | null): number | undefined {
  if (text === null || text === '') return undefined;
  const revision = Number(text);
  if (!Number.isSafeInteger(revision) || revision < 0) {
    throw badRequest(
      `resourceVersion: Invalid value: "${text}": strconv.ParseUint: parsing "${text}": invalid syntax`,
    );
  }
  return revision;
}

/**
 * One page of a list. All pages of a list show the same version of the world.
 *
 * @throws ApiError 410 when that version was compacted away.
 */
export function listPage(
  store: ObjectStore,
  kind: ResourceKind,
  namespace: string | undefined,
  parameters: URLSearchParams,
): ObjectPage {
  const token = parameters.get('continue');
  const continuation = token ? parseContinuation(token) : undefined;
  const exact = parameters.get('resourceVersionMatch') === 'Exact';
  const asked = exact
    ? parseRevision(parameters.get('resourceVersion'))
    : undefined;
  const revision = continuation?.revision ?? asked ?? store.revision;
  const objects = store.listAt(kind, namespace, revision);
  if (!objects) {
    throw continuation
      ? continueExpired()
      : expired(revision, store.compactedRevision);
  }
  const filter = requestFilter(kind, parameters);
  const rest = objects.filter(
    object =>
      filter(object) && (!continuation || keyOf(object) > continuation.after),
  );
  const limit = Number(parameters.get('limit') ?? 0);
  const items = limit > 0 ? rest.slice(0, limit) : rest;
  const last = items[items.length - 1];
  if (!last || items.length === rest.length) return { revision, items };
  const selected =
    parameters.get('labelSelector') || parameters.get('fieldSelector');
  return {
    revision,
    items,
    continue: encode({ revision, after: keyOf(last) }),
    ...(!selected && { remainingItemCount: rest.length - items.length }),
  };
}
