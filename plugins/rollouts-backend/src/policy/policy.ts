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

import type {
  PlanDraft,
  PolicyResult,
  Role,
} from '@stagecraft/backstage-plugin-rollouts-common';

/** The parts of a plan that policies judge, whether it is a draft or not. */
export type PlanContent = Omit<PlanDraft, 'playbook'>;

/** What a policy may know besides the plan. */
export interface Circumstances {
  now: Date;
  /** How many stages were opened already: their time is spent, their approvals given. */
  opened: number;
  /** Who requested or wrote the plan, or the change itself. */
  parties: readonly string[];
  /** The people in a role; undefined where that can't be known now. */
  peopleIn(role: Role): readonly string[] | undefined;
  /** The length of a metric's window; undefined for an unknown metric. */
  windowSecondsOf(metric: string): number | undefined;
}

/** A judgement without the name of the policy that made it. */
export type Judgement = Omit<PolicyResult, 'policy'>;

export interface Policy<K extends keyof PlanContent = keyof PlanContent> {
  name: string;
  /** The parts of the plan it looks at; without them it can't be asked. */
  needs: readonly K[];
  /** Pure. */
  judge(plan: Pick<PlanContent, K>, circumstances: Circumstances): Judgement;
}

export function policy<K extends keyof PlanContent>(
  declared: Policy<K>,
): Policy<K> {
  return declared;
}

export function pass(explanation: string): Judgement {
  return { outcome: 'pass', explanation };
}
