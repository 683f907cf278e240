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
  Playbook,
  PlaybookChange,
} from '@stagecraft/backstage-plugin-rollouts-common';

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
