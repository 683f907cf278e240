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
import { secondsSchema, slugSchema } from './primitives';

export const checkSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('threshold'),
    /** In the metric's unit. Crossing it in the bad direction breaches. */
    limit: z.number('Give a number'),
  }),
  z.strictObject({
    kind: z.literal('relative'),
    /**
     * The largest change in the bad direction against the concurrent baseline,
     * as a ratio: 0.2 lets a latency rise by 20 %.
     */
    maxChange: z.number('Give a number').min(0).max(100),
  }),
]);
export type Check = z.infer<typeof checkSchema>;

/** A check that must hold while exposed. */
export const guardrailSchema = z.strictObject({
  name: slugSchema,
  metric: slugSchema,
  check: checkSchema,
  /** Looks in a row that must fail before it counts as a breach. */
  confirmations: z.int('Use a whole number').min(1).max(20),
  /** Fewer observations of the new version in a window are no data. */
  minimumCount: z.int('Use a whole number').min(1).max(1_000_000),
  /** What happens when nothing usable is seen for that long while exposed. */
  noData: z.strictObject({
    afterSeconds: secondsSchema.min(1),
    action: z.enum(['hold', 'roll-back']),
  }),
  onBreach: z.enum(['roll-back', 'hold', 'notify']),
});
export type Guardrail = z.infer<typeof guardrailSchema>;

/** A measure that decides the hypothesis; it never triggers a rollback. */
export const successMetricSchema = z.strictObject({
  metric: slugSchema,
  /** The relative change in the good direction that would be worth it. */
  worthwhile: z.number().min(0).max(100),
});
export type SuccessMetric = z.infer<typeof successMetricSchema>;
