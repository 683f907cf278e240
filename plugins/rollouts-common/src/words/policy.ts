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
import { basisPointsSchema, secondsSchema, slugSchema } from './primitives';
import { quorumSchema } from './stage';

/** From least to most; a service says its own by an annotation. */
export const RISK_TIERS = ['low', 'medium', 'high', 'critical'] as const;
export const riskTierSchema = z.enum(RISK_TIERS);
export type RiskTier = z.infer<typeof riskTierSchema>;

const days = z.int('Use whole days').min(1).max(730);
const atMost = z.int('Use a whole number').min(1).max(10_000).optional();

/**
 * What plans must meet, by a playbook or for everybody. Where both speak of
 * the same, the stricter counts.
 */
export const playbookPolicySchema = z.strictObject({
  /** Of everyone, in the first stage that exposes everyone. */
  maximumFirstExposure: basisPointsSchema.optional(),
  /** From one stage of everyone to the next. */
  maximumStep: basisPointsSchema.optional(),
  /** Of every stage. */
  minimumBakeSeconds: secondsSchema.optional(),
  minimumSample: z.int('Use a whole number').min(1).optional(),
  /** Metrics, each watched by a guardrail in every stage. */
  requiredGuardrails: z.array(slugSchema).max(12).optional(),
  /** A drill of the service and playbook passed within so many days. */
  rehearsedWithinDays: days.optional(),
  endsWithinDays: days.optional(),
  /** The same change must have completed there before. */
  earlierEnvironment: slugSchema.optional(),
  /** Whether the artefacts must name the build they come from. */
  buildRequired: z.boolean().optional(),
  /** Whether a pipeline must have stated who wrote the images. */
  authorsByPipeline: z.boolean().optional(),
  /** Whether internal users must come first. */
  lowRiskFirst: z.boolean().optional(),
  /** Rollouts that may be exposed at the same time. */
  exposedAtOnce: z
    .strictObject({ system: atMost, namespace: atMost, cluster: atMost })
    .optional(),
  /** Quorums that every stage of everyone asks for, by tier of risk. */
  approvals: z
    .partialRecord(riskTierSchema, z.array(quorumSchema).min(1).max(5))
    .optional(),
});
export type PlaybookPolicy = z.infer<typeof playbookPolicySchema>;
