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

import { z } from 'zod';

export const PHASES = [
  'proposed',
  'approved',
  'waiting',
  'exposing',
  'observing',
  'held',
  'rolling-back',
  'rolled-back',
  'stuck',
  'completed',
  'cancelled',
] as const;
export const phaseSchema = z.enum(PHASES);
export type Phase = z.infer<typeof phaseSchema>;

/** Phases after which nothing happens any more, but for a completed one's way back. */
export const FINAL_PHASES: readonly Phase[] = [
  'rolled-back',
  'completed',
  'cancelled',
];

export const VERDICTS = ['holds', 'suspect', 'breached', 'unknown'] as const;
/**
 * `suspect`: the last looks failed, but fewer than the confirmations asked for.
 * Neither it nor `unknown` lets a rollout advance.
 */
export const verdictSchema = z.enum(VERDICTS);
export type Verdict = z.infer<typeof verdictSchema>;

/** One guardrail's verdict with the numbers it rests on. */
export const checkVerdictSchema = z.object({
  guardrail: z.string(),
  metric: z.string(),
  verdict: verdictSchema,
  /**
   * The end of the first window of the present verdict. A breach goes on from
   * the suspicion before it: of both it is the first window that failed.
   */
  since: z.iso.datetime(),
  /** The last look. */
  assessedAt: z.iso.datetime(),
  unit: z.string(),
  /** In the metric's unit; null for no data. */
  new: z.number().nullable(),
  baseline: z.number().nullable(),
  /** The limit in force in the metric's unit, for a relative check computed. */
  limit: z.number().nullable(),
  /** Observations of the new version in the window. */
  count: z.number(),
  /** Failed looks in a row, and how many it takes. */
  failedLooks: z.number(),
  confirmations: z.number(),
  /** Whether the no-data deadline has passed. */
  overdue: z.boolean(),
  /**
   * Set while it is unknown only because the stage is young: when the first
   * window that lies wholly within the stage ends.
   */
  firstLookAt: z.iso.datetime().optional(),
  /**
   * Of the stage's bake time, while nobody looked or the metrics source did not
   * answer: the bake lasts that much longer. Left out for none.
   */
  unwatchedSeconds: z.number().optional(),
  /** Whether what the new version shows was made up, by a drill. */
  injected: z.literal(true).optional(),
  sentence: z.string(),
});
export type CheckVerdict = z.infer<typeof checkVerdictSchema>;
