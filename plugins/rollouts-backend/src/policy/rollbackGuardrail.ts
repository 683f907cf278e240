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

import { pass, policy } from './policy';

/** In every stage at least one breach must end the exposure by itself. */
export const rollbackGuardrail = policy({
  name: 'rollback-guardrail',
  title: 'A guardrail rolls back',
  needs: ['stages', 'guardrails'],
  judge({ stages, guardrails }) {
    const reverting = new Set(
      guardrails
        .filter(guardrail => guardrail.onBreach === 'roll-back')
        .map(guardrail => guardrail.name),
    );
    const index = stages.findIndex(
      stage => !stage.guardrails.some(name => reverting.has(name)),
    );
    if (index < 0) return pass('A guardrail rolls back in every stage');
    return {
      outcome: 'fail',
      explanation: `No guardrail of stage ${
        index + 1
      } rolls back when it breaches`,
      remedy: 'Add one that does, such as an error rate',
      path: ['stages', index, 'guardrails'],
    };
  },
});
