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
import type { VirtualService, WeightedDestination } from './virtualService';

function subsetOf({ destination }: WeightedDestination): string {
  return destination.subset ?? '';
}

/** A lone destination gets everything, whatever its weight. */
function weightOf({ weight }: WeightedDestination): number {
  return weight ?? 0;
}

/** The pairs of subsets of a host that share an entry's traffic, each once. */
export function candidatesIn(
  { metadata, spec }: VirtualService,
  cluster: string,
): FoundTarget[] {
  const { name, namespace = 'default' } = metadata;
  const found = new Map<string, FoundTarget>();
  for (const { route = [] } of spec.http ?? []) {
    const named = route.filter(each => each.destination.subset !== undefined);
    for (const host of new Set(named.map(each => each.destination.host))) {
      const pairs = candidatePairs(
        named.filter(each => each.destination.host === host),
        { name: subsetOf, weight: weightOf },
      );
      for (const [baseline, next] of pairs) {
        const names = [subsetOf(baseline), subsetOf(next)];
        const key = [host, ...[...names].sort()].join('/');
        if (found.has(key)) continue;
        found.set(key, {
          ref: {
            kind: 'istio',
            cluster,
            namespace,
            name,
            part: host,
            backends: { baseline: names[0], new: names[1] },
          },
          evidence: `Of ${host}, subset ${names[0]} has weight ${weightOf(
            baseline,
          )}, ${names[1]} has ${weightOf(next)}.`,
        });
      }
    }
  }
  return [...found.values()];
}
