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
import { demandedBy, pass, policy } from './policy';

/** Some faults take time to show. */
export const minimumBake = policy({
  name: 'minimum-bake',
  title: 'Minimum bake time',
  needs: ['stages'],
  judge({ stages }, { opened, demands: { minimumBakeSeconds: demand } }) {
    if (!demand) return undefined;
    const least = formatDuration(demand.value);
    const index = stages.findIndex(
      ({ bakeSeconds }, position) =>
        position >= opened && bakeSeconds < demand.value,
    );
    return index < 0
      ? pass(`Every stage is observed for ${least} at least`, demand.by)
      : {
          outcome: 'fail',
          explanation: `Stage ${index + 1} is observed for ${formatDuration(
            stages[index].bakeSeconds,
          )}, and ${least} is demanded`,
          remedy: `Let it bake for ${least} at least`,
          path: ['stages', index, 'bakeSeconds'],
          ...demandedBy(demand.by),
        };
  },
});
