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
import { secondsSchema, slugSchema, textSchema } from './primitives';

export const VARIANTS = ['baseline', 'new'] as const;
export type Variant = (typeof VARIANTS)[number];

/**
 * An owned, versioned definition of a measure. Plans carry its SHA-256, so a
 * later edit can't change what was approved.
 */
export const metricDefinitionSchema = z.strictObject({
  name: slugSchema,
  title: textSchema(120),
  description: textSchema(2000).optional(),
  unit: z.enum(['ms', 's', 'ratio', 'per-second', 'count']),
  /** Which way is good. */
  direction: z.enum(['lower-is-better', 'higher-is-better']),
  /**
   * What a sample aggregates: `proportion` and `mean` carry counts that a
   * sequential test can use, `quantile` and `rate` do not.
   */
  statistic: z.enum(['proportion', 'mean', 'quantile', 'rate']),
  /** The id of the metrics provider that answers `query`. */
  provider: slugSchema,
  /** The provider's own query, as JSON. */
  query: z.record(z.string(), z.json()),
  /** The length of the window a sample covers. */
  windowSeconds: secondsSchema.min(1),
});
export type MetricDefinition = z.infer<typeof metricDefinitionSchema>;

/** One variant's aggregate over one window. */
export const sampleSchema = z.object({
  /** The window's end. The window is `(at - windowSeconds, at]`. */
  at: z.iso.datetime(),
  variant: z.enum(VARIANTS),
  /** In the metric's unit; null where there was no traffic. */
  value: z.number().nullable(),
  /** Observations in the window, such as requests. */
  count: z.number(),
  /** Sum of the observations; for a proportion, the number of events. */
  sum: z.number().nullable(),
  sumSquares: z.number().nullable(),
});
export type Sample = z.infer<typeof sampleSchema>;
