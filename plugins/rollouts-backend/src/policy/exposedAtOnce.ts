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
  formatCount,
  nameOfRef,
  type TargetRef,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Demand } from './demands';
import {
  demandedBy,
  pass,
  policy,
  type Circumstances,
  type Judgement,
} from './policy';

/** One place in which only so many rollouts may be exposed. */
export interface LimitedScope {
  kind: 'system' | 'cluster' | 'namespace';
  /** The system's reference, the cluster, or `cluster/namespace`. */
  id: string;
  limit: Demand<number>;
}

/** The places that a rollout would be exposed in and that have a limit. */
export function limitedScopes(
  targets: readonly Pick<TargetRef, 'cluster' | 'namespace'>[],
  { system, demands }: Pick<Circumstances, 'system' | 'demands'>,
): LimitedScope[] {
  const of = (
    kind: LimitedScope['kind'],
    limit: Demand<number> | undefined,
    ids: readonly string[],
  ): LimitedScope[] =>
    limit ? [...new Set(ids)].map(id => ({ kind, id, limit })) : [];
  return [
    ...of('system', demands.exposedInSystem, system === null ? [] : [system]),
    ...of(
      'cluster',
      demands.exposedInCluster,
      targets.map(({ cluster }) => cluster),
    ),
    ...of(
      'namespace',
      demands.exposedInNamespace,
      targets.map(({ cluster, namespace }) => `${cluster}/${namespace}`),
    ),
  ];
}

function countIn(
  { kind, id }: LimitedScope,
  { exposedElsewhere }: Circumstances['history'],
): number {
  switch (kind) {
    case 'system':
      return exposedElsewhere.system;
    case 'cluster':
      return exposedElsewhere.clusters[id] ?? 0;
    default:
      return exposedElsewhere.namespaces[id] ?? 0;
  }
}

/**
 * Counted is also what its reader may not see: a limit that somebody's view
 * could raise would be none. So it tells the limit, and never how many there
 * are.
 */
function full({ kind, id, limit }: LimitedScope, opening: boolean): Judgement {
  return {
    outcome: opening ? 'fail' : 'warn',
    explanation: `At most ${formatCount(
      limit.value,
      'rollout',
    )} may be exposed in ${kind} ${
      kind === 'system' ? nameOfRef(id) : id
    } at once, and there is no room now`,
    remedy: opening
      ? 'It opens when one of them has ended'
      : 'Its first stage will wait until one of them has ended',
    path: ['targets'],
    ...demandedBy(limit.by),
  };
}

/**
 * Two changes of one place at a time hide each other's faults. Whoever is
 * exposed already stays so: it is the next one that waits.
 */
export const exposedAtOnce = policy({
  name: 'exposed-at-once',
  title: 'Exposed at once',
  needs: ['targets'],
  judge({ targets }, circumstances) {
    const { opened, opening, history } = circumstances;
    const scopes = limitedScopes(targets, circumstances);
    if (scopes.length === 0) return undefined;
    const by = [...new Set(scopes.flatMap(({ limit }) => limit.by))].sort();
    if (opened > 0) return pass('It counts among the exposed already', by);
    const beyond = scopes.find(
      scope => countIn(scope, history) >= scope.limit.value,
    );
    return beyond
      ? full(beyond, opening)
      : pass('There is room for it wherever it is exposed', by);
  },
});
