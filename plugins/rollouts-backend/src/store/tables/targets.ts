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
  Exposure,
  Fence,
  TargetRef,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type {
  Baseline,
  ObservedExposure,
} from '@stagecraft/backstage-plugin-rollouts-node';

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
