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
  type Plan,
  type PlanDraft,
  type Problem,
  targetLabel,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { IdentifiedTarget } from '../store/targets';
import type { World } from './world';

/** One object under two names, such as two names of one cluster. */
export function sameTargets(targets: readonly IdentifiedTarget[]): Problem[] {
  const ids = targets.map(({ id }) => id);
  return targets.flatMap(({ id, ref }, index) => {
    const first = targets[ids.indexOf(id)];
    return first.ref === ref
      ? []
      : [
          {
            path: ['targets', index],
            message: `${targetLabel(ref)} is the same object as ${targetLabel(
              first.ref,
            )}`,
            remedy: 'Leave one out',
          },
        ];
  });
}

/** The plan as it is hashed and approved. */
export function assemblePlan(draft: PlanDraft, world: World): Plan {
  const { playbook, definitions } = world;
  if (!playbook) throw new Error('A plan is assembled of a known playbook');
  const metrics = [...draft.guardrails, ...draft.successMetrics].map(
    ({ metric }) => metric,
  );
  return {
    ...draft,
    format: 1,
    service: world.service.ref,
    playbook: { id: playbook.id, version: playbook.version },
    metricDefinitions: Object.fromEntries(
      metrics.map(metric => [metric, definitions.get(metric)?.hash ?? '']),
    ),
  };
}
