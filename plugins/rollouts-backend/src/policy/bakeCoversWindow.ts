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

import { formatDuration } from '@stagecraft/backstage-plugin-rollouts-common';
import { pass, policy } from './policy';

/** A stage shorter than a metric's window ends before it was looked at once. */
export const bakeCoversWindow = policy({
  name: 'bake-covers-window',
  title: 'Bake time covers metrics',
  needs: ['stages', 'guardrails'],
  judge({ stages, guardrails }, { opened, windowSecondsOf }) {
    for (const [index, stage] of stages.entries()) {
      if (index < opened) continue;
      const windows = guardrails
        .filter(guardrail => stage.guardrails.includes(guardrail.name))
        .map(guardrail => windowSecondsOf(guardrail.metric) ?? 0);
      const longest = Math.max(0, ...windows);
      if (stage.bakeSeconds < longest) {
        return {
          outcome: 'fail',
          explanation: `Stage ${index + 1} is observed for ${formatDuration(
            stage.bakeSeconds,
          )}, and its guardrails look at ${formatDuration(longest)}`,
          remedy: `Let it bake for ${formatDuration(longest)} at least`,
          path: ['stages', index, 'bakeSeconds'],
        };
      }
    }
    return pass('Every stage lasts as long as its guardrails look');
  },
});
