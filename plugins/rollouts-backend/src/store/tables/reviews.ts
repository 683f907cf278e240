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
  ReviewBody,
  ReviewKind,
} from '@stagecraft/backstage-plugin-rollouts-common';

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
