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
  Conclusion,
  ExperimentDraft,
  Outcome,
  Phase,
  Reversal,
  Verdict,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { People } from '../../lifecycle/people';
import type { RolloutState } from '../../lifecycle/state';
import type { InForce } from '../../policy/inForce';
import type { DecisionEntry } from '../../chain/entry';

export interface ExperimentRow {
  id: string;
  service: string;
  system: string | null;
  body: ExperimentDraft;
  requested_by: Actor;
  created_at: Date;
  version: number;
  chain_seq: string;
  chain_hash: string;
  outcome: Outcome | null;
  conclusion: Conclusion | null;
  concluded_at: Date | null;
  /** All parts of its rollouts. */
  parts: string[];
}

export interface RolloutTableRow {
  id: string;
  experiment_id: string;
  plan_hash: string;
  version: number;
  state: RolloutState;
  phase: Phase;
  stage_index: number;
  service: string;
  system: string | null;
  owner: string | null;
  people: People;
  environment: string;
  playbook_id: string;
  playbook_version: number;
  requested_by: string;
  /** Of its service in the catalogue, as last seen. */
  tags: string[];
  /** Who plays which part, `part:reference`; what viewers see by. */
  parts: string[];
  /** Lower is more urgent. */
  urgency: number;
  /** The verdict over all guardrails; null while nothing is watched. */
  health: Verdict | null;
  exposed: boolean;
  /** Groups whose approval is asked for now. */
  awaits: string[];
  asked_at: Date | null;
  /** Whether nothing goes on until somebody acts. */
  needs_people: boolean;
  created_at: Date;
  updated_at: Date;
  ended_at: Date | null;
  ends_at: Date;
  /** What was demanded of its plan when it was proposed. */
  in_force: InForce | null;
  /** A rehearsal; it counts in no figure. */
  drill: boolean;
  /** Of its state, kept by the database. */
  reversal_cause: Reversal['cause'] | null;
  restore_seconds: number | null;
  first_exposed_at: Date | null;
  promoted_at: Date | null;
  reversal_first_seen_at: Date | null;
  reversal_confirmed_at: Date | null;
  reversal_decided_at: Date | null;
  reversal_verified_at: Date | null;
  reversal_by: Actor['kind'] | null;
  reversal_breached: boolean;
}

export interface DecisionRow {
  experiment_id: string;
  seq: string;
  rollout_id: string | null;
  at: Date;
  entry: DecisionEntry;
  command: string;
  actor_kind: Actor['kind'];
  previous_hash: string;
  hash: string;
}
