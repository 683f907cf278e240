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

/** Lists that merge by a key, by field name, in the kinds served here. */
const MERGE_KEYS: Readonly<Record<string, string>> = {
  containers: 'name',
  initContainers: 'name',
  env: 'name',
  volumes: 'name',
  volumeMounts: 'mountPath',
  imagePullSecrets: 'name',
  conditions: 'type',
  ownerReferences: 'uid',
};

/** `ports` of a container and of a Service have different keys. */
function mergeKey(field: string, entries: readonly unknown[]): string {
  if (field !== 'ports') return MERGE_KEYS[field] ?? '';
  return entries.some(entry => isRecord(entry) && 'containerPort' in entry)
    ? 'containerPort'
    : 'port';
}

function mergeList(
  key: string,
  current: readonly unknown[],
  patch: readonly unknown[],
): unknown[] {
  if (patch.some(entry => isRecord(entry) && entry.$patch === 'replace')) {
    return patch.filter(
      entry => !(isRecord(entry) && entry.$patch === 'replace'),
    );
  }
  const result = [...current];
  for (const entry of patch.filter(isRecord)) {
    const index = result.findIndex(
      candidate => isRecord(candidate) && candidate[key] === entry[key],
    );
    if (entry.$patch === 'delete') {
      if (index >= 0) result.splice(index, 1);
    } else if (index >= 0) {
      result[index] = strategicMerge(result[index], entry);
    } else {
      result.push(strategicMerge({}, entry));
    }
  }
  return result;
}

/**
 * Strategic merge as far as the built-in kinds of the sandbox need it: lists
 * of the table above merge by key, finalizers unite, the rest is a merge
 * patch. Element order directives are ignored.
 */
export function strategicMerge(
  target: unknown,
  patch: Record<string, unknown>,
): Record<string, unknown> {
  if (patch.$patch === 'replace') {
    const { $patch: _, ...rest } = patch;
    return rest;
  }
  const result: Record<string, unknown> = isRecord(target) ? { ...target } : {};
  for (const [name, value] of Object.entries(patch)) {
    const current = result[name];
    if (name.startsWith('$')) continue;
    if (value === null || (isRecord(value) && value.$patch === 'delete')) {
      delete result[name];
    } else if (isRecord(value)) {
      result[name] = strategicMerge(current, value);
    } else if (Array.isArray(value) && Array.isArray(current)) {
      const key = mergeKey(name, [...current, ...value]);
      if (name === 'finalizers') {
        result[name] = [...new Set([...current, ...value])];
      } else {
        result[name] = key ? mergeList(key, current, value) : value;
      }
    } else {
      result[name] = value;
    }
  }
  return result;
}
