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

/** Few requests show nothing, however long one looks. */
export const minimumSample = policy({
  name: 'minimum-sample',
  title: 'Minimum sample',
  needs: ['stages'],
  judge({ stages }, { opened, demands: { minimumSample: demand } }) {
    if (!demand) return undefined;
    const index = stages.findIndex(
      (stage, position) =>
        position >= opened && stage.minimumSample < demand.value,
    );
    return index < 0
      ? pass(
          `Every stage waits for ${demand.value} requests at least`,
          demand.by,
        )
      : {
          outcome: 'fail',
          explanation: `Stage ${index + 1} waits for ${
            stages[index].minimumSample
          } requests, and ${demand.value} are demanded`,
          remedy: `Let it wait for ${demand.value} requests at least`,
          path: ['stages', index, 'minimumSample'],
          ...demandedBy(demand.by),
        };
  },
});
