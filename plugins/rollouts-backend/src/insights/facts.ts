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
  Outcome,
  Reversal,
} from '@stagecraft/backstage-plugin-rollouts-common';

/** What figures are made of: one entry an act, whatever it counts for. */
export interface Facts {
  rollouts: RolloutFact[];
  waits: WaitFact[];
  conclusions: ConclusionFact[];
  bypasses: Subject[];
  drills: DrillFact[];
}

/** What a fact is about; `at` is when it counts. */
export interface Subject {
  rolloutId: string | null;
  experimentId: string;
  service: string;
  at: Date;
}

/** A rollout that is no drill; `at` is when it was requested. */
export interface RolloutFact extends Subject {
  rolloutId: string;
  /** When its first stage was read back; null before. */
  exposedAt: Date | null;
  completedAt: Date | null;
  reversal: ReversalFact | null;
  movesFlag: boolean;
  /** When people said that the new version is in Git. */
  promotedAt: Date | null;
}

export interface ReversalFact {
  cause: Reversal['cause'];
  /** What kind of actor decided it. */
  by: Reversal['actor']['kind'];
  /** Whether a guardrail had confirmed a breach when it was decided. */
  breached: boolean;
  firstSeenAt: Date | null;
  confirmedAt: Date | null;
  decidedAt: Date;
  verifiedAt: Date | null;
}

/** `at` is when the approval was given. */
export interface WaitFact extends Subject {
  askedAt: Date;
}

/** `at` is when it was concluded. */
export interface ConclusionFact extends Subject {
  outcome: Outcome;
}

/** `at` is when it ended. */
export interface DrillFact extends Subject {
  passed: boolean;
}
