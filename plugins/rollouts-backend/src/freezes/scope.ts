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
  nameOfRef,
  type FreezeScope,
} from '@stagecraft/backstage-plugin-rollouts-common';

/** What of a rollout, or of a plan, scopes are matched with. */
export interface Scoped {
  service: string;
  /** As last seen in the catalogue. */
  system: string | null;
  tags: readonly string[];
  /** Of the plan's targets. */
  clusters: readonly string[];
}

/** Whether a scope takes it in. Pure. */
export function isInScope(scope: FreezeScope, subject: Scoped): boolean {
  switch (scope.kind) {
    case 'all':
      return true;
    case 'system':
      return subject.system === scope.ref;
    case 'service':
      return subject.service === scope.ref;
    case 'tag':
      return subject.tags.includes(scope.name);
    case 'cluster':
      return subject.clusters.includes(scope.name);
    default:
      throw new Error(`No such scope: ${scope satisfies never}`);
  }
}

/** `everything`, `system shop`, `services tagged payments`. */
export function describeScope(scope: FreezeScope): string {
  switch (scope.kind) {
    case 'all':
      return 'everything';
    case 'system':
    case 'service':
      return `${scope.kind} ${nameOfRef(scope.ref)}`;
    case 'tag':
      return `services tagged ${scope.name}`;
    case 'cluster':
      return `cluster ${scope.name}`;
    default:
      throw new Error(`No such scope: ${scope satisfies never}`);
  }
}

/** The same for two scopes only when they are the same. */
export function keyOfScope(scope: FreezeScope): string {
  const { kind, ...name } = scope;
  return [kind, ...Object.values(name)].join('/');
}
