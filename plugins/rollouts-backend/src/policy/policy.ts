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

import type { DEMANDED_BY } from '@stagecraft/backstage-plugin-rollouts-common';
import type {
  PolicyCircumstances,
  PolicyJudgement,
  PolicyPlan,
  RolloutPolicy,
} from '@stagecraft/backstage-plugin-rollouts-node';
import type { Demands } from './demands';

/** The parts of a plan that policies judge, whether it is a draft or not. */
export type PlanContent = PolicyPlan;

/** A judgement without the name of the policy that made it. */
export type Judgement = PolicyJudgement;

/** What a policy may know besides the plan. */
export interface Circumstances extends PolicyCircumstances {
  /** What the configuration and the playbook demand, the stricter of both. */
  demands: Demands;
  /** Whether the service's own word on its risk can't be read. */
  tierUnknown: boolean;
}

export type Policy<K extends keyof PlanContent = keyof PlanContent> =
  RolloutPolicy<K, Circumstances>;

export function policy<K extends keyof PlanContent>(
  declared: Policy<K>,
): Policy<K> {
  return declared;
}

type DemandedBy = readonly (typeof DEMANDED_BY)[number][];

/** Says in a judgement whose demand it is about. */
export function demandedBy(by: DemandedBy): Pick<Judgement, 'demandedBy'> {
  return { demandedBy: [...by] };
}

export function pass(explanation: string, by?: DemandedBy): Judgement {
  return { outcome: 'pass', explanation, ...(by && demandedBy(by)) };
}
