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
  Actor,
  CheckVerdict,
  Plan,
  PolicyResult,
  Role,
  Severity,
  Topic,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Memberships, People } from './people';
import type { RolloutState } from './state';

/** Evidence of the open stage, already judged for freshness. */
export interface StageEvidence {
  /** One entry for each guardrail of the open stage. */
  checks: CheckVerdict[];
  /** Requests the new version served in the open stage. */
  sample: number;
  /** Targets that were not seen lately, a sentence each; none when left out. */
  unseen?: string[];
}

/** Of what is not watched. */
export const NO_EVIDENCE: StageEvidence = { checks: [], sample: 0 };

/** A freeze in force for a rollout. */
export interface FreezeInForce {
  id: string;
  /** What is frozen and why. */
  sentence: string;
  /** When it ends, ISO 8601; null where nobody has said so. */
  until: string | null;
  /** Entity references of those who can end it. */
  who: string[];
}

/** All that `decide` may look at besides the state. */
export interface DecideContext {
  now: Date;
  plan: Plan;
  planHash: string;
  people: People;
  /** Of who acts and who approved the next stage; left out where nobody asked. */
  memberships?: Memberships;
  evidence: StageEvidence;
  /** Results of the policies over the plan, for the commands that need them. */
  policies: PolicyResult[];
  /** Freezes in force for this rollout. */
  freezes: FreezeInForce[];
  /** Reviews of what the actor did that are still open. */
  openReviews: number;
  /** Who may overrule an objection, by the plan's playbook. */
  overrules: Role;
  /** How long an approval given now counts. */
  approvalLifetimeMs: number;
  /** Groups that hear of every bypass, besides owners and operators. */
  security: string[];
  /** For `revise`: the plan that would take the old one's place. */
  revised?: { plan: Plan; planHash: string };
  /** A fresh identifier for what the command creates. */
  newId: string;
}

/** The evidence that a decision keeps for ever. */
export function restsOn({ evidence: { checks, sample } }: DecideContext) {
  return { checks, sample };
}

/** What has to happen after the commit. */
export type Effect =
  | {
      kind: 'notify';
      topic: Topic;
      /** Entity references of people or groups. */
      recipients: string[];
      /** Whose own command it was; not told. */
      except: string | null;
      title: string;
      description: string;
      severity: Severity;
      /** What repetitions that are told of together have in common. */
      cause?: string;
    }
  /** The targets' work is due now; `urgent` goes before everything else. */
  | { kind: 'wake'; urgent: boolean }
  /** No holder of a ticket may write any more. */
  | { kind: 'clear-tickets' }
  /** The way back is another one from now on. */
  | { kind: 'seal-completed' }
  /** Claim the plan's targets for this rollout, or give them back. */
  | { kind: 'claim-targets' }
  | { kind: 'release-targets' }
  /** Somebody else has to look at what was done, by then. */
  | {
      kind: 'open-review';
      review: 'bypass' | 'incident';
      id: string;
      dueAt: string;
      /** Whose act it is; who may not close it. */
      actor: Actor;
      /** The policy that was bypassed, or the cause of the rollback. */
      subject: string;
      reason: string;
    };

export interface Accepted {
  accepted: true;
  next: RolloutState;
  /** What came of it, one sentence. */
  sentence: string;
  /** What it rests on, kept with the decision for ever. */
  evidence: Record<string, unknown>;
  effects: Effect[];
}

export type RefusalCode =
  | 'not-open'
  | 'actor-kind'
  | 'not-eligible'
  | 'gate-closed'
  | 'stale-plan'
  | 'stale-evidence'
  | 'policy'
  | 'unknown-subject';

export interface Refused {
  accepted: false;
  code: RefusalCode;
  /** Why, one sentence. */
  reason: string;
  /** What would open it. */
  remedy: string;
  /** Entity references of people or groups. */
  whoCould: string[];
}

export type Outcome = Accepted | Refused;
