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
  BreachKind,
  AuditVerdict,
  CheckVerdict,
  Conclusion,
  DrillDraft,
  DrillGoals,
  DrillReadiness,
  DrillTimings,
  Exposure,
  ExperimentDraft,
  Fence,
  Freeze,
  FreezeScope,
  FreezeTiming,
  MetricDefinition,
  Outcome,
  Phase,
  Playbook,
  PlaybookChange,
  ReviewBody,
  ReviewKind,
  Severity,
  TargetRef,
  Topic,
  TreeHead,
  Variant,
  Verdict,
  WebhookEvent,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type {
  Baseline,
  ObservedExposure,
} from '@stagecraft/backstage-plugin-rollouts-node';
import type { People } from '../lifecycle/decision';
import type { RolloutState } from '../lifecycle/state';
import type { InForce } from '../policy/inForce';
import type { DecisionEntry } from '../audit/entry';
import type { ToldEvent } from '../outbox/digest';

/*
 * Rows as PostgreSQL's driver reads them: timestamps as dates, jsonb parsed,
 * bigint as text. To write jsonb, pass JSON text: the driver would turn an
 * array into a PostgreSQL array.
 */

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

/** A forward write on its way to a target. */
export interface Writing {
  /** The decision it serves, `experiment/seq`. */
  decision: string;
  exposure: Exposure;
  /** The first fence that was used for this decision. */
  fence: Fence;
  /** How often exposure raised by others was lowered since. */
  reverts: number;
}

/** A decided exposure that a target was seen at. */
export interface Acknowledged {
  /** The decision it serves, `experiment/seq`. */
  decision: string;
  exposure: Exposure;
  fence: Fence;
  /** ISO 8601: when the target's API answered the write. */
  writtenAt: string;
  /** ISO 8601: when the target was read back. */
  seenAt: string;
}

export interface TargetRow {
  id: string;
  ref: TargetRef;
  fence_epoch: number;
  fence_count: number;
  rollout_id: string | null;
  baseline: Baseline | null;
  /** Where the way back is kept in the cluster, `namespace/name`. */
  capsule: string | null;
  observed: ObservedExposure | null;
  observed_at: Date | null;
  /** The newest forward write, landed or not. */
  writing: Writing | null;
  /** What was last read back as decided. */
  acknowledged: Acknowledged | null;
  trouble: string | null;
}

export interface WorkRow {
  target_id: string;
  rollout_id: string;
  due_at: Date;
  urgent: boolean;
  ticket: string | null;
  request_seq: string;
  attempts: number;
  last_error: string | null;
}

export interface MetricDefinitionRow {
  hash: string;
  name: string;
  definition: MetricDefinition;
  current: boolean;
  created_at: Date;
}

export interface SampleRow {
  definition_hash: string;
  service: string;
  variant: Variant;
  at: Date;
  value: number | null;
  count: number;
  sum: number | null;
  sum_squares: number | null;
}

export interface VerdictRow {
  rollout_id: string;
  guardrail: string;
  /** The stay in a stage that it is about. */
  stage: string;
  verdict: Verdict;
  body: CheckVerdict;
  reference: { at: string; value: number } | null;
  interval_seconds: number;
  assessed_at: Date;
}

export interface ObservationRow {
  rollout_id: string;
  definition_hash: string;
  /** The stay in a stage during which it was observed. */
  stage: string;
  /** The target, by what its samples are stored under. */
  subject: string;
  variant: Variant;
  count: number;
  sum: number | null;
  sum_squares: number | null;
  /** Values times their counts. */
  weighted: number;
  counted_until: Date;
}

export interface IdempotencyRow {
  actor: string;
  key: string;
  request_hash: string;
  status: number;
  response: unknown;
  created_at: Date;
}

export interface PlaybookRow {
  id: string;
  version: number;
  body: Playbook;
  hash: string;
  created_at: Date;
  source: 'file' | 'change';
  change_id: string | null;
}

/** What is true of a playbook, whatever its version. */
export interface PlaybookStandingRow {
  id: string;
  /** Of its file when that was last registered. */
  file_hash: string | null;
  retired_at: Date | null;
  reviewed_at: Date | null;
  reviewed_by: Actor | null;
  review_note: string | null;
  created_at: Date;
}

export interface PlaybookChangeRow {
  id: string;
  playbook_id: string;
  kind: PlaybookChange['kind'];
  base_version: number;
  document: Playbook | null;
  reason: string;
  /** The experiment whose learning proposes it. */
  learning: string | null;
  proposed_by: Actor;
  proposed_at: Date;
  state: PlaybookChange['state'];
  closed_by: Actor | null;
  closed_at: Date | null;
  closing_reason: string | null;
  version: number | null;
}

export interface ReviewTableRow {
  id: string;
  kind: ReviewKind;
  rollout_id: string;
  experiment_id: string;
  service: string;
  about: string | null;
  subject: string;
  reason: string;
  opened_by: Actor;
  opened_at: Date;
  due_at: Date;
  body: ReviewBody;
  version: number;
  closed_by: Actor | null;
  closed_at: Date | null;
  told_at: Date | null;
  reminded_at: Date | null;
  actions_told_on: Date | null;
}

export interface NoticeRow {
  person: string;
  topic: Topic;
  subject: string;
  scope: string;
  opened_at: Date;
  events: ToldEvent[];
}

export interface HarmRow {
  person: string;
  event_key: string;
  topic: Topic;
  subject: string;
  severity: Severity;
  rollout_id: string | null;
  experiment_id: string | null;
  title: string;
  description: string;
  link: string;
  at: Date;
  seen_at: Date | null;
}

export interface DeliveryRow {
  id: string;
  webhook: string;
  rollout_id: string | null;
  subject: string;
  event_key: string;
  event: WebhookEvent;
  action: 'trigger' | 'resolve';
  state: 'pending' | 'delivered' | 'failed';
  attempts: number;
  last_status: number | null;
  last_error: string | null;
  ticket: string | null;
  due_at: Date;
  created_at: Date;
  settled_at: Date | null;
  position: string;
}

export interface GateChecksumRow {
  rollout_id: string;
  plan_hash: string;
  canary: string;
  checksum: string;
  seen_at: Date;
}

export interface TreeStateRow {
  size: string;
  /** Roots of the full subtrees, the largest first. */
  frontier: string[];
  due_at: Date;
}

export interface TreeLeafRow {
  index: string;
  chain: string;
  seq: string;
  hash: string;
}

export interface TreeHeadRow {
  size: string;
  head: TreeHead;
}

export interface TreeCopyRow {
  name: string;
  copied_size: string;
  copied_at: Date | null;
  trouble: string | null;
  trouble_since: Date | null;
}

export interface VerificationRow {
  id: string;
  started_by: Actor;
  started_at: Date;
  seen_at: Date;
  checked: string;
  total: string;
  finished_at: Date | null;
  verdict: AuditVerdict | null;
  trouble: string | null;
}

export interface FreezeRow {
  id: string;
  title: string;
  reason: string;
  contact: string;
  scope: FreezeScope;
  scope_key: string;
  timing: FreezeTiming;
  starts_at: Date | null;
  ends_at: Date | null;
  moved: Freeze['moved'];
  owner: Actor;
  stops_line: boolean;
  version: number;
  declared_at: Date;
  ended: Freeze['ended'];
  ended_at: Date | null;
}

export interface DrillTableRow {
  id: string;
  rollout_id: string;
  experiment_id: string;
  service: string;
  playbook_id: string;
  playbook_version: number;
  environment: string;
  requested_by: Actor;
  /** Where it was started by a schedule. */
  schedule_id: string | null;
  breach: BreachKind;
  guardrail: string;
  goals: DrillGoals;
  created_at: Date;
  /** Written before the breach is begun. */
  breach_began_at: Date | null;
  breach_on_at: Date | null;
  breach_ended_at: Date | null;
  readiness: DrillReadiness | null;
  ended_at: Date | null;
  passed: boolean | null;
  why: string | null;
  timings: DrillTimings | null;
  due_at: Date;
  ticket: string | null;
  attempts: number;
  last_error: string | null;
}

export interface DrillScheduleRow {
  id: string;
  service: string;
  playbook_id: string;
  settings: DrillDraft;
  /** Null: the playbook's own. */
  every_days: number | null;
  hour: number;
  time_zone: string;
  set_by: Actor;
  set_at: Date;
  next_at: Date;
  trouble: string | null;
  version: number;
}
