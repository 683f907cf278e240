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
  isRecord,
  JsonObject,
  KubeObject,
  ManagedFieldsEntry,
  MutableJsonObject,
  sameJson,
} from './object';

/** Server-owned metadata, which no manager ever owns. */
const SERVER_METADATA = new Set([
  'name',
  'namespace',
  'generateName',
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'managedFields',
]);

type Fields = MutableJsonObject;

/** Fields that differ, as a `fieldsV1` tree; a list counts as one field. */
function changedFields(
  before: unknown,
  after: Record<string, unknown>,
  ignored: ReadonlySet<string>,
): Fields {
  const previous = isRecord(before) ? before : {};
  const fields: Fields = {};
  for (const [name, value] of Object.entries(after)) {
    if (!ignored.has(name) && !sameJson(previous[name], value)) {
      const inner = isRecord(value)
        ? changedFields(previous[name], value, new Set())
        : {};
      fields[`f:${name}`] = inner;
    }
  }
  return fields;
}

function union(a: JsonObject, b: JsonObject): Fields {
  const result: Fields = structuredClone(a) as Fields;
  for (const [name, value] of Object.entries(b)) {
    const mine = result[name];
    result[name] =
      isRecord(mine) && isRecord(value)
        ? union(mine as JsonObject, value as JsonObject)
        : (structuredClone(value) as Fields);
  }
  return result;
}

/** `a` without the leaves of `b`, and without what becomes empty. */
function without(a: JsonObject, b: JsonObject): Fields {
  const result: Fields = {};
  for (const [name, value] of Object.entries(a)) {
    const taken = b[name];
    if (!isRecord(taken)) {
      result[name] = structuredClone(value) as Fields;
    } else if (isRecord(value) && Object.keys(taken).length > 0) {
      const rest = without(value as JsonObject, taken as JsonObject);
      if (Object.keys(rest).length > 0) result[name] = rest;
    }
  }
  return result;
}

export interface Writer {
  manager: string;
  /** RFC 3339. */
  time: string;
  subresource?: string;
}

/**
 * The entries after a write: what the writer changed is its own from now on.
 * Lists are owned as a whole, a simplification of the real tracking.
 */
export function managedFieldsAfter(
  before: KubeObject | undefined,
  after: KubeObject,
  writer: Writer,
): ManagedFieldsEntry[] {
  const { metadata, apiVersion: _, kind: __, ...body } = after;
  const metadataFields = changedFields(
    before?.metadata,
    { ...metadata },
    SERVER_METADATA,
  );
  const changed: Fields = {
    ...(Object.keys(metadataFields).length > 0 && {
      'f:metadata': metadataFields,
    }),
    ...changedFields(before, body, new Set()),
  };
  const entries = before?.metadata.managedFields ?? [];
  if (Object.keys(changed).length === 0) return entries;
  const isWriter = (entry: ManagedFieldsEntry) =>
    entry.manager === writer.manager &&
    entry.subresource === writer.subresource;
  const others = entries
    .filter(entry => !isWriter(entry))
    .map(entry => ({ ...entry, fieldsV1: without(entry.fieldsV1, changed) }))
    .filter(entry => Object.keys(entry.fieldsV1).length > 0);
  const own = entries.find(isWriter);
  return [
    ...others,
    {
      manager: writer.manager,
      operation: 'Update',
      apiVersion: after.apiVersion,
      time: writer.time,
      fieldsType: 'FieldsV1',
      fieldsV1: union(own?.fieldsV1 ?? {}, changed),
      ...(writer.subresource && { subresource: writer.subresource }),
    },
  ];
}
