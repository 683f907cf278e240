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
  AuditVerdict,
  TreeHead,
} from '@stagecraft/backstage-plugin-rollouts-common';

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
