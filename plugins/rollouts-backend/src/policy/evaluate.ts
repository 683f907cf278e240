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
import { approvalsByRisk } from './approvalsByRisk';
import { artefactsPinned } from './artefactsPinned';
import { artefactsTraceable } from './artefactsTraceable';
import { authorsKnown } from './authorsKnown';
import { authorsStated } from './authorsStated';
import { bakeCoversWindow } from './bakeCoversWindow';
import { decideBy } from './decideBy';
import { drillBounded } from './drillBounded';
import { earlierEnvironment } from './earlierEnvironment';
import { endInBounds } from './endInBounds';
import { exposedAtOnce } from './exposedAtOnce';
import { firstExposure } from './firstExposure';
import { judgeGuarded, unchangeable } from './guarded';
import { lowRiskFirst } from './lowRiskFirst';
import { maximumStep } from './maximumStep';
import { minimumBake } from './minimumBake';
import { minimumSample } from './minimumSample';
import type { Circumstances, Judgement, PlanContent, Policy } from './policy';
import type { PolicyWatch } from './PolicyWatch';
import { rehearsed } from './rehearsed';
import { requiredGuardrails } from './requiredGuardrails';
import { riskKnown } from './riskKnown';
import { rollbackGuardrail } from './rollbackGuardrail';
import { separationOfDuties } from './separationOfDuties';

export const POLICIES: readonly Policy[] = [
  riskKnown,
  artefactsPinned,
  artefactsTraceable,
  authorsKnown,
  authorsStated,
  earlierEnvironment,
  rehearsed,
  drillBounded,
  exposedAtOnce,
  endInBounds,
  lowRiskFirst,
  firstExposure,
  maximumStep,
  minimumBake,
  minimumSample,
  rollbackGuardrail,
  requiredGuardrails,
  bakeCoversWindow,
  approvalsByRisk,
  separationOfDuties,
  decideBy,
];

/** A company's own policies, and who tells how they do. */
export interface Added {
  policies: readonly Policy[];
  watch: PolicyWatch;
}

type Judge = (policy: Policy) => Judgement | undefined;

function judgeEach(
  policies: readonly Policy[],
  plan: Partial<PlanContent>,
  judge: Judge,
): PolicyResult[] {
  return policies
    .filter(({ needs }) => needs.every(part => plan[part] !== undefined))
    .flatMap(policy => {
      const judgement = judge(policy);
      if (!judgement) return [];
      const { name, title, neverBypassed } = policy;
      return [
        {
          policy: name,
          title,
          ...judgement,
          ...(neverBypassed && { neverBypassed }),
        },
      ];
    });
}

/**
 * What every policy says of the parts of the plan that are there.
 *
 * @param added - They may do anything, and change nothing.
 */
export function evaluatePolicies(
  plan: Partial<PlanContent>,
  circumstances: Circumstances,
  added?: Added,
): PolicyResult[] {
  // The parts that a policy needs, and looks at, are there.
  const own = judgeEach(POLICIES, plan, ({ judge }) =>
    judge(plan as PlanContent, circumstances),
  );
  if (!added || added.policies.length === 0) return own;
  const [theirs, known] = unchangeable(plan, circumstances);
  return [
    ...own,
    ...judgeEach(added.policies, plan, policy =>
      judgeGuarded(policy, theirs as PlanContent, known, added.watch),
    ),
  ];
}
