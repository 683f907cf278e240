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
  CheckVerdict,
  MetricDefinition,
  Variant,
  Verdict,
} from '@stagecraft/backstage-plugin-rollouts-common';

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
