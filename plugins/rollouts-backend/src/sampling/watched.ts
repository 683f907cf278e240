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

import type { Guardrail } from '@stagecraft/backstage-plugin-rollouts-common';
import { stageWatch, type StageWatch } from '../assessment';
import type { StoredRollout } from '../store/rollouts';
import { meteredTargets, type MeteredTarget } from './meteredService';

/** One rollout, as one metric definition watches it. */
export interface Watched {
  rollout: StoredRollout;
  /** In the plan's order; what they show together is the evidence. */
  targets: MeteredTarget[];
  stage: StageWatch;
  /** Those of the open stage that look at the definition; may be none. */
  guardrails: Guardrail[];
}

/** The guardrails of the open stage. */
export function openGuardrails({
  plan,
  state,
}: Pick<StoredRollout, 'plan' | 'state'>): Guardrail[] {
  const names = plan.stages[state.stageIndex]?.guardrails ?? [];
  return plan.guardrails.filter(({ name }) => names.includes(name));
}

/**
 * Who is watched by which definition, by its hash: every metric of a plan is
 * sampled, so that charts and effects are whole, but only the guardrails of
 * the open stage are assessed.
 */
export function watchedByDefinition(
  rollouts: readonly StoredRollout[],
): Map<string, Watched[]> {
  const found = new Map<string, Watched[]>();
  for (const rollout of rollouts) {
    const { plan, state } = rollout;
    const open = openGuardrails(rollout);
    const common = {
      rollout,
      targets: meteredTargets(rollout),
      stage: stageWatch(state, plan),
    };
    const metrics = new Set(
      [...plan.guardrails, ...plan.successMetrics].map(({ metric }) => metric),
    );
    for (const metric of metrics) {
      const hash = plan.metricDefinitions[metric];
      const list = found.get(hash) ?? [];
      list.push({
        ...common,
        guardrails: open.filter(guardrail => guardrail.metric === metric),
      });
      found.set(hash, list);
    }
  }
  found.delete('');
  return found;
}
