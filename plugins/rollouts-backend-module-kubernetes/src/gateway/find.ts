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

import type { FoundTarget } from '@stagecraft/backstage-plugin-rollouts-node';
import { candidatePairs } from '../split/candidatePairs';
import { refersTo, type BackendRef, type HttpRoute } from './route';

function weightOf(ref: BackendRef): number {
  return ref.weight ?? 1;
}

/** The pairs of Services that share a rule's traffic, each once. */
export function candidatesIn(route: HttpRoute, cluster: string): FoundTarget[] {
  const { name, namespace = 'default' } = route.metadata;
  const found = new Map<string, FoundTarget>();
  for (const rule of route.spec.rules ?? []) {
    const refs = (rule.backendRefs ?? []).filter(ref =>
      refersTo(ref, ref.name, namespace),
    );
    const pairs = candidatePairs(refs, {
      name: ref => ref.name,
      weight: weightOf,
    });
    for (const [baseline, next] of pairs) {
      const key = [baseline.name, next.name].sort().join('/');
      if (found.has(key)) continue;
      found.set(key, {
        ref: {
          kind: 'gateway-api',
          cluster,
          namespace,
          name,
          backends: { baseline: baseline.name, new: next.name },
        },
        evidence: `${baseline.name} has weight ${weightOf(baseline)}, ${
          next.name
        } has ${weightOf(next)}.`,
      });
    }
  }
  return [...found.values()];
}
