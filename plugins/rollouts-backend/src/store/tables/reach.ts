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
  Severity,
  Topic,
  WebhookEvent,
} from '@stagecraft/backstage-plugin-rollouts-common';

/** One event that a person was told of. */
export interface ToldEvent {
  /** Of the outbox: the same however often it is tried. */
  key: string;
  rolloutId: string | null;
  title: string;
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

/** A notice that reached none of those whom it is for. */
export interface UnreachedRow {
  event_key: string;
  topic: Topic;
  severity: Severity;
  /** Groups without members. */
  recipients: string[];
  rollout_id: string | null;
  experiment_id: string | null;
  service: string | null;
  title: string;
  link: string;
  /** Whether operators were told instead. */
  told_operators: boolean;
  at: Date;
}

export interface DeliveryRow {
  id: string;
  webhook: string;
  rollout_id: string | null;
  experiment_id: string | null;
  service: string | null;
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
