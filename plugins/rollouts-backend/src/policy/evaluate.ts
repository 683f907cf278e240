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

import type { PolicyResult } from '@stagecraft/backstage-plugin-rollouts-common';
import { artefactsPinned } from './artefactsPinned';
import { bakeCoversWindow } from './bakeCoversWindow';
import { endInBounds } from './endInBounds';
import { firstExposure } from './firstExposure';
import { decideBy } from './decideBy';
import { drillBounded } from './drillBounded';
import { earlierEnvironment } from './earlierEnvironment';
import { lowRiskFirst } from './lowRiskFirst';
import type { Circumstances, PlanContent, Policy } from './policy';
import { rollbackGuardrail } from './rollbackGuardrail';
import { separationOfDuties } from './separationOfDuties';

const POLICIES: readonly Policy[] = [
  artefactsPinned,
  endInBounds,
  lowRiskFirst,
  firstExposure,
  rollbackGuardrail,
  bakeCoversWindow,
  separationOfDuties,
];

/** What every policy says of the parts of the plan that are there. */
export function evaluatePolicies(
  plan: Partial<PlanContent>,
  artefactsTraceable,
  earlierEnvironment,
  rehearsed,
  drillBounded,
  exposedAtOnce,
  circumstances: Circumstances,
): PolicyResult[] {
  return POLICIES.filter(({ needs }) =>
    needs.every(part => plan[part] !== undefined),
  ).map(({ name, judge }) => ({
    policy: name,
    // The parts that it needs, and looks at, are there.
    ...judge(plan as PlanContent, circumstances),
  }));
}
