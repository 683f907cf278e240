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

import { demandedBy, pass, policy } from './policy';

/** Some metrics are watched whatever a plan is about. */
export const requiredGuardrails = policy({
  name: 'required-guardrails',
  title: 'Required guardrails',
  needs: ['stages', 'guardrails'],
  judge(
    { stages, guardrails },
    { opened, demands: { requiredGuardrails: demand } },
  ) {
    if (!demand || demand.value.length === 0) return undefined;
    const acting = guardrails.filter(({ onBreach }) => onBreach !== 'notify');
    for (const [index, stage] of stages.entries()) {
      if (index < opened) continue;
      const watched = acting
        .filter(({ name }) => stage.guardrails.includes(name))
        .map(({ metric }) => metric);
      const missing = demand.value.filter(metric => !watched.includes(metric));
      if (missing.length > 0) {
        return {
          outcome: 'fail',
          explanation: `Stage ${index + 1} has no guardrail on ${missing.join(
            ', ',
          )} that holds or rolls back`,
          remedy: 'Add one and let it watch every stage',
          path: ['stages', index, 'guardrails'],
          ...demandedBy(demand.by),
        };
      }
    }
    return pass(
      `Every stage is guarded by ${demand.value.join(', ')}`,
      demand.by,
    );
  },
});
