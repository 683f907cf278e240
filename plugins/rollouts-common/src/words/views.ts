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
import { exposureSchema } from './audience';
import { policyResultSchema, problemSchema, riskSchema } from './decision';
import {
  conclusionDraftSchema,
  effectSchema,
  experimentDraftSchema,
} from './experiment';
import { metricDefinitionSchema } from './metric';
import { rolloutRowSchema } from './rollout';
import { targetRefSchema } from './target';

export const conclusionSchema = conclusionDraftSchema.extend({
  concludedBy: z.string(),
  concludedAt: z.iso.datetime(),
  effects: z.array(effectSchema),
});
export type Conclusion = z.infer<typeof conclusionSchema>;

export const experimentSchema = experimentDraftSchema.extend({
  id: z.string(),
  version: z.int(),
  now: z.iso.datetime(),
  service: z.string(),
  system: z.string().nullable(),
  requestedBy: z.string(),
  createdAt: z.iso.datetime(),
  rollouts: z.array(rolloutRowSchema),
  /** Seen so far, over the latest rollout that exposed anybody. */
  effects: z.array(effectSchema),
  conclusion: conclusionSchema.nullable(),
  conclude: z.object({
    open: z.boolean(),
    reason: z.string().optional(),
    remedy: z.string().optional(),
    /** The outcome the plan's decision rule proposes on today's effects. */
    proposed: conclusionDraftSchema.shape.outcome,
    proposedBecause: z.string(),
  }),
});
export type Experiment = z.infer<typeof experimentSchema>;

export const learningSchema = z.object({
  experimentId: z.string(),
  title: z.string(),
  tags: z.array(z.string()),
  service: z.string(),
  system: z.string().nullable(),
  playbook: z.object({ id: z.string(), version: z.int() }).nullable(),
  rolloutId: z.string().nullable(),
  hypothesis: experimentDraftSchema.shape.hypothesis,
  conclusion: conclusionSchema,
});
export type Learning = z.infer<typeof learningSchema>;

/** A service's metric, as the wizard offers it, with today's values. */
export const metricViewSchema = z.object({
  definition: metricDefinitionSchema,
  hash: z.string(),
  current: z.number().nullable(),
  at: z.iso.datetime().nullable(),
  /** Why there is no value. */
  trouble: z.string().optional(),
});
export type MetricView = z.infer<typeof metricViewSchema>;

export const pointSchema = z.object({
  at: z.iso.datetime(),
  value: z.number().nullable(),
  count: z.number(),
});
export type Point = z.infer<typeof pointSchema>;

/** What a target shows when asked whether it can be exposed and restored. */
export const preflightResultSchema = z.object({
  /** The check's id, such as `images`: playbooks name it. */
  check: z.string(),
  outcome: z.enum(['pass', 'warn', 'fail']),
  evidence: z.string(),
  remedy: z.string().optional(),
  /** Whether the playbook demands that it passes. */
  required: z.boolean().optional(),
});
export type PreflightResult = z.infer<typeof preflightResultSchema>;

/** Something that a service's rollout could move. */
export const targetCandidateSchema = z.object({
  target: targetRefSchema,
  /**
   * Whether the catalogue names it. Of one that was found in the cluster, the
   * two backends may change places.
   */
  named: z.boolean(),
  /** What tells the backends apart, where it was found. */
  evidence: z.string().nullable(),
});
export type TargetCandidate = z.infer<typeof targetCandidateSchema>;

/** The rollout that holds a target; null where its viewer may not see it. */
export const targetHolderSchema = z
  .object({ id: z.string(), title: z.string() })
  .nullable();
export type TargetHolder = z.infer<typeof targetHolderSchema>;

export const targetPreflightSchema = z.object({
  target: targetRefSchema,
  preflight: z.array(preflightResultSchema),
  /** Left out where it is free, or that could not be asked. */
  heldBy: targetHolderSchema.optional(),
});
export type TargetPreflight = z.infer<typeof targetPreflightSchema>;

/** What one exposure changes, from the API server's own dry run. */
export const changeSchema = z.object({
  /** The part of the object that the driver owns, as YAML, now and then. */
  before: z.string(),
  after: z.string(),
});
export type Change = z.infer<typeof changeSchema>;

export const targetPreviewSchema = z.object({
  target: targetRefSchema,
  preflight: z.array(preflightResultSchema),
  /** Left out where it is free, or that could not be asked. */
  heldBy: targetHolderSchema.optional(),
  stages: z.array(
    z.object({
      stageIndex: z.int(),
      exposure: exposureSchema,
      change: changeSchema.nullable(),
      trouble: z.string().optional(),
    }),
  ),
});
export type TargetPreview = z.infer<typeof targetPreviewSchema>;

export const departureSchema = z.object({
  path: z.array(z.union([z.string(), z.number()])),
  sentence: z.string(),
});
export type Departure = z.infer<typeof departureSchema>;

/** How much a plan puts at risk, in numbers and in words. */
export const blastRadiusSchema = z.object({
  sentence: z.string(),
  /** The largest share before anybody is asked again, in basis points. */
  exposureBeforeAsked: exposureSchema,
  secondsBeforeAsked: z.number(),
  /** Of the new version at that share; null when traffic is unknown. */
  requestsPerSecond: z.number().nullable(),
});
export type BlastRadius = z.infer<typeof blastRadiusSchema>;

/** What is known of a plan that is being written or reviewed. */
export const planCheckSchema = z.object({
  problems: z.array(problemSchema),
  policies: z.array(policyResultSchema),
  risk: riskSchema.optional(),
  departures: z.array(departureSchema),
  blastRadius: blastRadiusSchema.nullable(),
  /** Sum of bake times, when nobody and nothing keeps it waiting. */
  earliestFinishSeconds: z.number().nullable(),
  /** Of a rollout: when a drill of its service and playbook passed last. */
  rehearsedAt: z.iso.datetime().nullable().optional(),
});
export type PlanCheck = z.infer<typeof planCheckSchema>;

/** A service as the wizard and the entity page need it. */
export const serviceViewSchema = z.object({
  ref: z.string(),
  title: z.string(),
  system: z.string().nullable(),
  owner: z.string().nullable(),
  approvers: z.array(z.string()),
  targets: z.array(targetRefSchema),
  /** Whether the viewer may request a rollout of it, and if not, why. */
  request: z.object({
    open: z.boolean(),
    reason: z.string().optional(),
    remedy: z.string().optional(),
    whoCould: z.array(z.string()).optional(),
  }),
});
export type ServiceView = z.infer<typeof serviceViewSchema>;

export const evidenceCheckSchema = z.object({
  kind: z.enum(['guardrail', 'success-metric']),
  /** The guardrail's name, or the metric's. */
  name: z.string(),
  metric: z.string(),
  title: z.string(),
  unit: z.string(),
  direction: z.enum(['lower-is-better', 'higher-is-better']),
  /** A fixed limit; a relative check's moves with the baseline and is null. */
  limit: z.number().nullable(),
  /** A relative check's largest change, as a ratio. */
  maxChange: z.number().nullable(),
  new: z.array(pointSchema),
  baseline: z.array(pointSchema),
});

/** Series for the charts of one rollout, one entry a check. */
export const evidenceSchema = z.object({
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  intervalSeconds: z.number(),
  checks: z.array(evidenceCheckSchema),
});
export type Evidence = z.infer<typeof evidenceSchema>;
export type EvidenceCheck = z.infer<typeof evidenceCheckSchema>;
