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

import { isRecord, KubeObject, ObjectInput } from './object';
import { metadataCauses, objectSchema } from './metadata';
import { groupVersion, ResourceKind } from './registry';
import { schemaCauses } from './schema';
import { badRequest, invalid } from './status';
import { prune, withDefaults } from './structure';

/** What becomes of fields that the kind's schema does not name. */
export type FieldValidation = 'Strict' | 'Warn' | 'Ignore';

export interface Decoded {
  object: ObjectInput;
  /** Texts for `Warning` headers. */
  warnings: string[];
}

function describeUnknown(fields: readonly string[]): string[] {
  return fields.map(field => `unknown field "${field}"`);
}

/**
 * Reads a body as an object of `kind`: checks its type, drops fields the
 * schema does not know, fills defaults.
 *
 * @param refuse - Makes the error for unknown fields under `Strict`; create
 * and update answer 400, a patch 422.
 */
export function decode(
  kind: ResourceKind,
  body: unknown,
  validation: FieldValidation,
  refuse: (problem: string) => Error,
): Decoded {
  if (!isRecord(body)) {
    throw badRequest(
      `the object provided is unrecognized (must be of type ${kind.kind})`,
    );
  }
  const apiVersion = groupVersion(kind);
  if (
    (body.apiVersion !== undefined && body.apiVersion !== apiVersion) ||
    (body.kind !== undefined && body.kind !== kind.kind)
  ) {
    throw badRequest(
      `${kind.kind} in version "${kind.version}" cannot be handled as a ${kind.kind}: the API version in the data (${body.apiVersion}, Kind=${body.kind}) does not match the expected API version (${apiVersion}, Kind=${kind.kind})`,
    );
  }
  if (body.metadata !== undefined && !isRecord(body.metadata)) {
    throw badRequest(
      `${kind.kind} in version "${kind.version}" cannot be handled as a ${kind.kind}: json: cannot unmarshal metadata into Go value of type v1.ObjectMeta`,
    );
  }
  const schema = objectSchema(kind);
  const pruned = prune(schema, body);
  if (pruned.unknown.length > 0 && validation === 'Strict') {
    throw refuse(
      `strict decoding error: ${describeUnknown(pruned.unknown).join(', ')}`,
    );
  }
  const completed = withDefaults(schema, pruned.value);
  const fields = isRecord(completed) ? completed : {};
  return {
    object: {
      ...fields,
      apiVersion,
      kind: kind.kind,
      metadata: isRecord(fields.metadata) ? fields.metadata : {},
    },
    warnings: validation === 'Warn' ? describeUnknown(pruned.unknown) : [],
  };
}

/** 400 with the words of a strict create or update. */
export function refuseUnknownFields(kind: ResourceKind) {
  return (problem: string) =>
    badRequest(
      `${kind.kind} in version "${kind.version}" cannot be handled as a ${kind.kind}: ${problem}`,
    );
}

/** 422 with the words of a strict patch. */
export function refuseUnknownPatchFields(patched: string) {
  return (problem: string) =>
    invalid({ kind: '', group: '' }, '', [
      {
        reason: 'FieldValueInvalid',
        message: `Invalid value: ${JSON.stringify(patched)}: ${problem}`,
        field: 'patch',
      },
    ]);
}

/** @throws ApiError 422 with a cause per field when the object is not valid. */
export function validate(
  kind: ResourceKind,
  object: KubeObject,
  existing?: KubeObject,
): void {
  const causes = [
    ...metadataCauses(object.metadata),
    ...schemaCauses(objectSchema(kind), object),
    ...((existing && kind.transitionCauses?.(existing, object)) ?? []),
  ];
  if (causes.length > 0) throw invalid(kind, object.metadata.name, causes);
}
