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
import { actorSchema } from './decision';
import { artefactsSchema, planDraftSchema } from './plan';
import { entityRefSchema, slugSchema, textSchema } from './primitives';

/** How the guardrail is made to breach. */
export const breachSchema = planDraftSchema.shape.drill.unwrap().shape.breach;
export const BREACHES = breachSchema.options;
export type BreachKind = z.infer<typeof breachSchema>;

/** What a drill is made of; what is left out comes from the newest rollout. */
export const drillDraftSchema = z.strictObject({
  service: entityRefSchema,
  playbook: slugSchema,
  /** Of the service's newest rollout, where nobody says. */
  environment: slugSchema.optional(),
  breach: breachSchema,
  /** The first of the stage that takes back, where nobody says. */
  guardrail: slugSchema.optional(),
  /** Those of the service's newest rollout, where nobody says. */
  artefacts: artefactsSchema.optional(),
});
export type DrillDraft = z.infer<typeof drillDraftSchema>;

/** Seconds, counted from the breach. */
export const drillGoalsSchema = z.object({
  detectWithinSeconds: z.number(),
  restoreWithinSeconds: z.number(),
  /** Whether the playbook says so, or nobody does. */
  byPlaybook: z.boolean(),
});
export type DrillGoals = z.infer<typeof drillGoalsSchema>;

const instant = z.iso.datetime().nullable();

/** Instants of the breach and of the way back. */
export const drillTimingsSchema = z.object({
  breachBeganAt: instant,
  detectedAt: instant,
  decidedAt: instant,
  restoredAt: instant,
  verifiedAt: instant,
  breachEndedAt: instant,
});
export type DrillTimings = z.infer<typeof drillTimingsSchema>;

/** What readiness probes of the new version showed during the breach. */
export const drillReadinessSchema = z.object({
  /** Null where nothing could be seen of them. */
  noticed: z.boolean().nullable(),
  sentence: z.string(),
  /** How often it was looked. */
  looks: z.int(),
});
export type DrillReadiness = z.infer<typeof drillReadinessSchema>;

export const drillSchema = z.object({
  id: z.string(),
  rolloutId: z.string(),
  experimentId: z.string(),
  service: z.string(),
  playbook: z.object({ id: z.string(), version: z.int() }),
  environment: z.string(),
  requestedBy: actorSchema,
  /** Whether a schedule started it. */
  scheduled: z.boolean(),
  breach: breachSchema,
  guardrail: z.string(),
  goals: drillGoalsSchema,
  createdAt: z.iso.datetime(),
  endedAt: instant,
  /** Null while it runs, and where it ended before there was a breach. */
  passed: z.boolean().nullable(),
  /** Of the verdict, in one sentence; null while it runs. */
  why: z.string().nullable(),
  timings: drillTimingsSchema,
  readiness: drillReadinessSchema.nullable(),
  /** What keeps it from going on, while it runs. */
  trouble: z.string().nullable(),
});
export type Drill = z.infer<typeof drillSchema>;

export const drillScheduleDraftSchema = z.strictObject({
  drill: drillDraftSchema,
  /** Null: as often as the playbook says. */
  everyDays: z.int('Use whole days').min(1).max(730).nullable(),
  /** Of the day, in the time zone. */
  hour: z.int('Use a whole hour').min(0).max(23),
  /** IANA name, such as Europe/Berlin. */
  timeZone: textSchema(64),
});
export type DrillScheduleDraft = z.infer<typeof drillScheduleDraftSchema>;

export const drillScheduleSchema = drillScheduleDraftSchema.extend({
  id: z.string(),
  setBy: actorSchema,
  nextAt: z.iso.datetime(),
  /** Why the last one could not start, or was skipped. */
  trouble: z.string().nullable(),
  /** Whether it was skipped: something stood in its way that ends. */
  skipped: z.boolean().optional(),
});
export type DrillSchedule = z.infer<typeof drillScheduleSchema>;

/** How one service stands with one playbook. */
export const drillStandingSchema = z.object({
  service: z.string(),
  playbook: z.string(),
  /** The newest drill. */
  last: drillSchema.nullable(),
  lastPassedAt: instant,
  schedule: drillScheduleSchema.nullable(),
});
export type DrillStanding = z.infer<typeof drillStandingSchema>;
