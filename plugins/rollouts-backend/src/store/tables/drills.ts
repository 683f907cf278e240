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
  DrillDraft,
  DrillGoals,
  DrillReadiness,
  DrillTimings,
} from '@stagecraft/backstage-plugin-rollouts-common';

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
  /** Whether the last one was not even tried, for what `trouble` says. */
  skipped: boolean;
  version: number;
}
