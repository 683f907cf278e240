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

import { applyPatch, Operation } from 'rfc6902';
import { isRecord } from './object';
import { ResourceKind } from './registry';
import {
  ApiError,
  badRequest,
  patchRefused,
  unsupportedMediaType,
} from './status';
import { strategicMerge } from './strategicMerge';

export const JSON_PATCH = 'application/json-patch+json';
export const MERGE_PATCH = 'application/merge-patch+json';
const STRATEGIC_PATCH = 'application/strategic-merge-patch+json';
const APPLY_PATCH = 'application/apply-patch+yaml';

const OPERATIONS = new Set([
  'add',
  'remove',
  'replace',
  'move',
  'copy',
  'test',
]);

/** Most operations one JSON Patch may hold, as the API server limits it. */
const MAX_OPERATIONS = 10_000;

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    throw badRequest(
      `error decoding patch: ${
        error instanceof Error ? error.message : String(error)
      }`,
    );
  }
}

function isOperation(value: unknown): value is Operation {
  return (
    isRecord(value) &&
    typeof value.op === 'string' &&
    OPERATIONS.has(value.op) &&
    typeof value.path === 'string' &&
    (value.path === '' || value.path.startsWith('/'))
  );
}

function jsonPatch(object: object, body: string): unknown {
  const operations = parse(body);
  if (!Array.isArray(operations)) {
    throw badRequest(
      'error decoding patch: json: cannot unmarshal object into Go value of type jsonpatch.Patch',
    );
  }
  if (operations.length > MAX_OPERATIONS) {
    throw new ApiError(
      413,
      'RequestEntityTooLarge',
      `Request entity is too large: The allowed maximum operations in a JSON patch is ${MAX_OPERATIONS}, got ${operations.length}`,
      {},
    );
  }
  if (!operations.every(isOperation)) throw patchRefused();
  const target = structuredClone(object);
  // One failing operation refuses all: the clone is dropped.
  for (const operation of operations) {
    const [problem] = applyPatch(target, [operation]);
    if (problem) throw patchRefused();
  }
  return target;
}

/** RFC 7396: objects merge, null deletes, everything else replaces. */
function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isRecord(patch)) return patch;
  const result: Record<string, unknown> = isRecord(target) ? { ...target } : {};
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete result[name];
    else result[name] = mergePatch(result[name], value);
  }
  return result;
}

function mergeDocument(body: string): Record<string, unknown> {
  const patch = parse(body);
  if (!isRecord(patch)) {
    throw badRequest(
      'error decoding patch: json: cannot unmarshal array into Go value of type map[string]interface {}',
    );
  }
  return patch;
}

/** Patch types the kind takes, in the API server's order. */
function acceptedPatches(kind: ResourceKind): string[] {
  return kind.custom
    ? [JSON_PATCH, MERGE_PATCH]
    : [JSON_PATCH, MERGE_PATCH, STRATEGIC_PATCH];
}

/**
 * Applies a patch document to a copy of `object`.
 *
 * @throws ApiError 415 for a type the kind does not take, 400 for a body that
 * is no such patch, 422 for a JSON Patch whose test fails or path is missing.
 */
export function applyPatchDocument(
  kind: ResourceKind,
  object: object,
  contentType: string,
  body: string,
): unknown {
  const type = contentType.split(';')[0].trim().toLowerCase();
  if (type === APPLY_PATCH) {
    throw new ApiError(
      415,
      'UnsupportedMediaType',
      'the sandbox does not do server-side apply: use a JSON Patch or a merge patch',
    );
  }
  if (!acceptedPatches(kind).includes(type)) {
    throw unsupportedMediaType(acceptedPatches(kind));
  }
  if (type === JSON_PATCH) return jsonPatch(object, body);
  return type === MERGE_PATCH
    ? mergePatch(object, mergeDocument(body))
    : strategicMerge(object, mergeDocument(body));
}
