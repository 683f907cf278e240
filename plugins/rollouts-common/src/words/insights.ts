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

/** What is measured of how an organisation changes, in the order it is read. */
export const FIGURES = [
  'change-lead-time',
  'deployment-frequency',
  'recovery-time',
  'change-fail-rate',
  'rework-rate',
  'automatic-rollbacks',
  'manual-rollbacks',
  'time-to-detect',
  'time-to-decide',
  'time-to-restore',
  'approval-wait',
  'hypotheses-validated',
  'hypotheses-refuted',
  'hypotheses-inconclusive',
  'disciplined-reversals',
  'drills-passed',
  'bypasses',
  'stale-flags',
] as const;
export const figureIdSchema = z.enum(FIGURES);
export type FigureId = z.infer<typeof figureIdSchema>;

export const figureGroupSchema = z.enum([
  'delivery',
  'reversals',
  'people',
  'hypotheses',
  'readiness',
]);
export type FigureGroup = z.infer<typeof figureGroupSchema>;

const measureSchema = z.object({
  /**
   * Durations: the median in seconds. Ratios: 0 to 1. Rates: a week. Null
   * where nothing was measured.
   */
  value: z.number().nullable(),
  /** How many measurements the value is of. */
  sample: z.int(),
});

export const figureSchema = measureSchema.extend({
  id: figureIdSchema,
  group: figureGroupSchema,
  kind: z.enum(['duration', 'ratio', 'count', 'rate']),
  title: z.string(),
  /** What exactly is measured, in a sentence or two. */
  definition: z.string(),
  /** Of durations, in seconds. */
  p90: z.number().nullable(),
  /**
   * Of few measurements: for a duration the shortest and the longest, for a
   * ratio where the true share lies with 95 % (Wilson's interval). Null where
   * there are enough, or none.
   */
  range: z.object({ low: z.number(), high: z.number() }).nullable(),
  /** The same over the period of the same length before. */
  previous: measureSchema,
  /** The same in equal parts of the period, oldest first. */
  trend: z.array(measureSchema.extend({ from: z.iso.datetime() })),
  /** How many rollouts or experiments are behind it. */
  behind: z.int(),
});
export type Figure = z.infer<typeof figureSchema>;

export const insightsSchema = z.object({
  now: z.iso.datetime(),
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  /** The period in a few sentences. */
  headline: z.string(),
  figures: z.array(figureSchema),
  /** Those that rollouts which the viewer may see are in. */
  environments: z.array(z.string()),
  /** Of now, whatever the period. */
  reviews: z.object({ open: z.int(), overdue: z.int() }),
  /** Who took a change back before a guardrail had to, latest first. */
  thanks: z.array(
    z.object({
      rolloutId: z.string(),
      title: z.string(),
      service: z.string(),
      name: z.string(),
      reason: z.string(),
      at: z.iso.datetime(),
    }),
  ),
});
export type Insights = z.infer<typeof insightsSchema>;

/** One rollout or experiment behind a figure. */
export const behindSchema = z.object({
  rolloutId: z.string().nullable(),
  experimentId: z.string(),
  title: z.string(),
  service: z.string(),
  at: z.iso.datetime(),
  /** In the figure's kind: seconds, or 1 for what counts. */
  value: z.number(),
});
export type Behind = z.infer<typeof behindSchema>;
