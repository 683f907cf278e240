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

const LARGEST = 2_500;

/** The first look at everyone should risk a small part of them. */
export const firstExposure = policy({
  name: 'first-exposure',
  title: 'First exposure',
  needs: ['stages'],
  judge({ stages }, { opened, demands: { maximumFirstExposure: demand } }) {
    const index = stages.findIndex(stage => stage.audience.kind === 'everyone');
    if (index < 0) return pass('No stage exposes everyone');
    const { exposure } = stages[index];
    if (demand && index >= opened && exposure > demand.value) {
      return {
        outcome: 'fail',
        explanation: `Everyone is exposed at ${formatShare(
          exposure,
        )} first, and ${formatShare(demand.value)} is allowed`,
        remedy: `Put a stage of ${formatShare(
          demand.value,
        )} of everyone or less before it`,
        path: ['stages', index, 'exposure'],
        ...demandedBy(demand.by),
      };
    }
    if (exposure <= LARGEST) {
      return pass(
        `Everyone is exposed at ${formatShare(exposure)} first`,
        demand?.by,
      );
    }
    return {
      outcome: 'warn',
      explanation: `Everyone is exposed at ${formatShare(exposure)} at once`,
      remedy: `Put a stage of ${formatShare(LARGEST)} or less before it`,
      path: ['stages', index, 'exposure'],
    };
  },
});
