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

import type {
  ClusterView,
  GovernedTarget,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { drifts } from '../../targets/drifts';

export function isTroubled(target: GovernedTarget): boolean {
  return target.trouble !== null || drifts(target);
}

export function missingIn(cluster: ClusterView): string[] {
  return cluster.permissions.flatMap(({ missing }) => missing);
}

/** Lower is worse: whether it answers, then whether anything there is amiss. */
function rank(cluster: ClusterView): number {
  if (cluster.state !== 'reachable') return cluster.governed > 0 ? 0 : 1;
  if (cluster.targets.some(isTroubled)) return 2;
  return cluster.trouble || missingIn(cluster).length > 0 ? 3 : 4;
}

/** The worst first, then by name. */
export function byUrgency(clusters: readonly ClusterView[]): ClusterView[] {
  return [...clusters].sort(
    (a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name),
  );
}
