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
import { textSchema } from './primitives';

export const hypothesisSchema = z.strictObject({
  /** "We believe that …" */
  belief: textSchema(1000),
  /** "for …" */
  audience: textSchema(500),
  /** "will lead to …" */
  expectedOutcome: textSchema(1000),
  /** "We are wrong if …" */
  refutedBy: textSchema(1000),
});
export type Hypothesis = z.infer<typeof hypothesisSchema>;

export const experimentDraftSchema = z.strictObject({
  title: textSchema(160),
  description: textSchema(10_000).optional(),
  tags: z.array(textSchema(40)).max(20).optional(),
  businessGoal: textSchema(1000),
  hypothesis: hypothesisSchema,
});
export type ExperimentDraft = z.infer<typeof experimentDraftSchema>;

export const OUTCOMES = ['validated', 'refuted', 'inconclusive'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const conclusionDraftSchema = z.strictObject({
  outcome: z.enum(OUTCOMES),
  /** What was learned, in plain words. */
  learning: textSchema(5000),
  /** What we would do differently. */
  differently: textSchema(5000).optional(),
});
export type ConclusionDraft = z.infer<typeof conclusionDraftSchema>;

/** The effect of a success metric, new version against concurrent baseline. */
export const effectSchema = z.object({
  metric: z.string(),
  title: z.string(),
  unit: z.string(),
  direction: z.enum(['lower-is-better', 'higher-is-better']),
  baseline: z.object({ value: z.number().nullable(), count: z.number() }),
  new: z.object({ value: z.number().nullable(), count: z.number() }),
  /** Relative change, as a ratio; null without a usable baseline. */
  change: z.number().nullable(),
  /** Always-valid confidence interval of the change; null without a valid test. */
  interval: z.object({ low: z.number(), high: z.number() }).nullable(),
  confidence: z.number(),
  verdict: z.enum(['better', 'worse', 'no-clear-difference', 'no-valid-test']),
  sentence: z.string(),
});
export type Effect = z.infer<typeof effectSchema>;
