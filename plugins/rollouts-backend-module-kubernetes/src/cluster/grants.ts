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

import { qualified, type Resource } from './resources';

/** What an account must be allowed to do with a kind of object. */
export interface Grant {
  resource: Resource;
  subresource?: string;
  verbs: readonly string[];
}

/** As roles and people name it, such as `rollouts.argoproj.io/status`. */
export function grantLabel({
  resource,
  subresource,
}: Omit<Grant, 'verbs'>): string {
  return subresource
    ? `${qualified(resource)}/${subresource}`
    : qualified(resource);
}

/** Several drivers' grants as one list: each resource once, each verb once. */
export function mergeGrants(grants: readonly Grant[]): Grant[] {
  const merged = new Map<string, Grant>();
  for (const grant of grants) {
    const known = merged.get(grantLabel(grant));
    const verbs = [...new Set([...(known?.verbs ?? []), ...grant.verbs])];
    merged.set(grantLabel(grant), { ...grant, verbs: verbs.sort() });
  }
  return [...merged.values()];
}
