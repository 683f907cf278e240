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

import type { PlanDraft } from '@stagecraft/backstage-plugin-rollouts-common';
import type { PolicyHistory } from '@stagecraft/backstage-plugin-rollouts-node';
import { makePlanDraft } from '../../testing/plans';
import { demandsOf, type Level } from '../demands';
import { evaluatePolicies } from '../evaluate';
import type { Circumstances } from '../policy';
import { makeCircumstances, NO_HISTORY } from './circumstances';

/** What differs from a plan of dana's, of high risk, that nothing stands before. */
export interface Given {
  plan?: Partial<PlanDraft>;
  history?: Partial<PolicyHistory>;
  circumstances?: Partial<Circumstances>;
}

/** What the policies say of it under these demands. */
export function judge(
  levels: readonly Level[],
  { plan, history, circumstances }: Given = {},
) {
  return evaluatePolicies(
    makePlanDraft(plan),
    makeCircumstances({
      risk: { tier: 'high', reasons: ['The service says high'] },
      history: { ...NO_HISTORY, ...history },
      demands: demandsOf(levels),
      ...circumstances,
    }),
  );
}
