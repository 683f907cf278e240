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
  formatShare,
  type Stage,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { pass, policy } from './policy';

/** Of ordinary users of production, in basis points. */
const LARGEST = 100;

/** How much of a stage a rehearsal may expose, in basis points. */
export function boundedExposure(
  { audience, exposure }: Pick<Stage, 'audience' | 'exposure'>,
  isProduction: boolean,
): number {
  return isProduction && audience.kind !== 'internal'
    ? Math.min(exposure, LARGEST)
    : exposure;
}

/**
 * A rehearsal makes things go wrong, so it is for those who are allowed to be
 * hurt. It also keeps anybody from calling a rollout a drill to go round what
 * rollouts must meet.
 */
export const drillBounded = policy<'stages' | 'environment' | 'drill'>({
  name: 'drill-bounded',
  title: 'Drill hurts few',
  needs: ['stages', 'environment', 'drill'],
  neverBypassed: true,
  judge({ stages, environment }, { production }) {
    if (stages.length > 1) {
      return {
        outcome: 'fail',
        explanation: `A drill has one stage, and this plan has ${stages.length}`,
        remedy: 'Leave the first stage only',
        path: ['stages', 1],
      };
    }
    const [stage] = stages;
    const isProduction = production.includes(environment);
    if (stage.exposure <= boundedExposure(stage, isProduction)) {
      return pass(
        isProduction
          ? 'The drill hurts at most those who are allowed to be hurt'
          : `The drill is not in production but in ${environment}`,
      );
    }
    return {
      outcome: 'fail',
      explanation: `A drill may expose at most ${formatShare(
        LARGEST,
      )} of ordinary users in ${environment}, and this one exposes ${formatShare(
        stage.exposure,
      )}`,
      remedy: `Expose internal users or at most ${formatShare(
        LARGEST,
      )}, or rehearse in another environment`,
      path: ['stages', 0, 'exposure'],
    };
  },
});
