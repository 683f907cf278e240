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

import { isRecord } from './object';
import { Schema } from './schema';

/** A copy of `value` without fields the schema does not know. */
export interface Pruned {
  value: unknown;
  /** Paths of what was dropped, as `spec.rules[0].bogus`. */
  unknown: string[];
}

function pruneObject(
  schema: Schema,
  value: Record<string, unknown>,
  path: string,
): Pruned {
  const unknown: string[] = [];
  const kept: Record<string, unknown> = {};
  for (const [name, entry] of Object.entries(value)) {
    const property = schema.properties?.[name] ?? schema.additionalProperties;
    const at = path ? `${path}.${name}` : name;
    if (property) {
      const pruned = prune(property, entry, at);
      kept[name] = pruned.value;
      unknown.push(...pruned.unknown);
    } else if (schema['x-kubernetes-preserve-unknown-fields']) {
      kept[name] = entry;
    } else {
      unknown.push(at);
    }
  }
  return { value: kept, unknown };
}

/** Drops what a structural schema does not name, as the API server does. */
export function prune(schema: Schema, value: unknown, path = ''): Pruned {
  if (Array.isArray(value)) {
    const items = schema.items;
    if (!items) return { value, unknown: [] };
    const entries = value.map((entry, index) =>
      prune(items, entry, `${path}[${index}]`),
    );
    return {
      value: entries.map(entry => entry.value),
      unknown: entries.flatMap(entry => entry.unknown),
    };
  }
  const structured =
    schema.properties ||
    schema.additionalProperties ||
    schema.type === 'object';
  return isRecord(value) && structured
    ? pruneObject(schema, value, path)
    : { value, unknown: [] };
}

/** A copy of `value` with the schema's defaults filled in. */
export function withDefaults(schema: Schema, value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = schema.items;
    return items ? value.map(entry => withDefaults(items, entry)) : value;
  }
  if (!isRecord(value)) return value;
  const result: Record<string, unknown> = {};
  for (const [name, entry] of Object.entries(value)) {
    const property = schema.properties?.[name] ?? schema.additionalProperties;
    // An explicit null takes the default where there is one, else it is dropped.
    if (entry !== null && entry !== undefined) {
      result[name] = property ? withDefaults(property, entry) : entry;
    }
  }
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    if (result[name] === undefined && property.default !== undefined) {
      result[name] = withDefaults(property, structuredClone(property.default));
    }
  }
  return result;
}
