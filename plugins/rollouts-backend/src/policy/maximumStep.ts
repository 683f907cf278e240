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

import { formatShare } from '@stagecraft/backstage-plugin-rollouts-common';
import { demandedBy, pass, policy } from './policy';

/** From one stage of everyone to the next only so many more. */
export const maximumStep = policy({
  name: 'maximum-step',
  title: 'Largest step',
  needs: ['stages'],
  judge({ stages }, { opened, demands: { maximumStep: demand } }) {
    if (!demand) return undefined;
    const index = stages.findIndex((stage, position) => {
      const before = stages[position - 1];
      return (
        position >= opened &&
        before?.audience.kind === 'everyone' &&
        stage.exposure - before.exposure > demand.value
      );
    });
    if (index < 0) {
      return pass(
        `No step exposes more than ${formatShare(
          demand.value,
        )} of everyone more`,
        demand.by,
      );
    }
    const step = stages[index].exposure - stages[index - 1].exposure;
    return {
      outcome: 'fail',
      explanation: `Stage ${index + 1} exposes ${formatShare(
        step,
      )} of everyone more than the stage before, and ${formatShare(
        demand.value,
      )} at a time is allowed`,
      remedy: 'Put a stage in between, or expose fewer in it',
      path: ['stages', index, 'exposure'],
      ...demandedBy(demand.by),
    };
  },
});
