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
  Risk,
  Role,
} from '@stagecraft/backstage-plugin-rollouts-common';

/** The parts of a plan that policies judge, whether it is a draft or not. */
export type PolicyPlan = Omit<PlanDraft, 'playbook'>;

/** What happened before, and what else happens now. */
export interface PolicyHistory {
  /**
   * How many other rollouts are exposed now and not completed: in the
   * service's system, by cluster, and by `cluster/namespace`. Those that no
   * demand asks for are left out.
   */
  exposedElsewhere: {
    system: number;
    clusters: Readonly<Record<string, number>>;
    namespaces: Readonly<Record<string, number>>;
  };
  /** Environments in which the same images of this service completed. */
  completedIn: readonly string[];
  /** Whom pipelines stated as authors of the images, and which pipelines. */
  statedAuthors: { authors: readonly string[]; by: readonly string[] };
  /** When a drill of this service and playbook passed last; null for never. */
  rehearsedAt: Date | null;
}

/** What a policy may know besides the plan. */
export interface PolicyCircumstances {
  /** The database's clock. */
  now: Date;
  /** The service's entity reference. */
  service: string;
  /** Its system's entity reference; null where it has none. */
  system: string | null;
  /** How many stages were opened already: their time is spent, their approvals given. */
  opened: number;
  /** Whether the next stage is about to open, rather than the plan to be written or approved. */
  opening: boolean;
  /** Who requests it: a person's entity reference, or a token's subject. */
  requestedBy: string;
  /** Who requested or wrote the plan, or the change itself: entity references. */
  parties: readonly string[];
  /** The people in a role; undefined where that can't be known now. */
  peopleIn(role: Role): readonly string[] | undefined;
  /** The length of a metric's window; undefined for an unknown metric. */
  windowSecondsOf(metric: string): number | undefined;
  /** Names of the environments that are production. */
  production: readonly string[];
  /** The tier of risk that counts, with its reasons. */
  risk: Risk;
  history: PolicyHistory;
}

/** What a policy says; a warning or a failure gives a remedy too. */
export type PolicyJudgement = Pick<
  PolicyResult,
  'outcome' | 'explanation' | 'remedy' | 'path' | 'demandedBy'
>;

/**
 * One policy. It is asked while a plan is written, for every decision, on
 * every look at a rollout, and again before a stage opens, with what is known
 * at that time.
 */
export interface RolloutPolicy<
  K extends keyof PolicyPlan = keyof PolicyPlan,
  C extends PolicyCircumstances = PolicyCircumstances,
> {
  /** Lower case words with dashes; no two policies have the same. */
  name: string;
  /** What people read in place of the name, such as `No starts on Fridays`. */
  title: string;
  /** The parts of the plan without which it can't be asked. */
  needs: readonly K[];
  /** Whether not even an emergency bypass goes past it. */
  neverBypassed?: boolean;
  /**
   * Pure and at once: it reads nothing and waits for nothing. What it must
   * know from elsewhere it keeps in memory. What it is given is frozen. One
   * that throws, or answers with a promise or with anything but a judgement,
   * counts as failing. Nothing can interrupt one, and the whole backend waits
   * for it: operators are told of what takes longer than 50 ms.
   *
   * @returns undefined where it has nothing to say of this plan.
   */
  judge(
    plan: Pick<PolicyPlan, K>,
    circumstances: C,
  ): PolicyJudgement | undefined;
}
