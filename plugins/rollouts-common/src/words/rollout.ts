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
import { audienceSchema, exposureSchema } from './audience';
import { commandStateSchema } from './command';
import { actorSchema } from './decision';
import { hypothesisSchema } from './experiment';
import { freezeOutlookSchema } from './freeze';
import { checkVerdictSchema, phaseSchema, verdictSchema } from './lifecycle';
import { planDraftSchema, planSchema } from './plan';
import { fenceSchema, targetRefSchema } from './target';

export const WAITS = [
  'approvals',
  'objection',
  'start',
  'not-before',
  'milestones',
  'policy',
  'freeze',
  'bake',
  'sample',
  'evidence',
  'target',
] as const;

/** One thing that stands before the next stage. */
export const waitSchema = z.object({
  for: z.enum(WAITS),
  sentence: z.string(),
  /** When it opens by itself, where that is known. */
  until: z.iso.datetime().optional(),
  /** Entity references or roles of those who can open it. */
  who: z.array(z.string()).optional(),
});
export type Wait = z.infer<typeof waitSchema>;

export const approvalSchema = z.object({
  planHash: z.string(),
  stageIndex: z.int(),
  actor: actorSchema,
  reason: z.string(),
  at: z.iso.datetime(),
  /** Unless it was used by then, it no longer counts. */
  expiresAt: z.iso.datetime().optional(),
  /** It was not used until it expired. */
  expiredAt: z.iso.datetime().optional(),
  withdrawnAt: z.iso.datetime().optional(),
  /** The plan was edited: it counts no more, not even for the same plan again. */
  revisedAt: z.iso.datetime().optional(),
  /** It was not used until whoever gave it might no longer give it. */
  lapsedAt: z.iso.datetime().optional(),
  /**
   * It does not count meanwhile: whether whoever gave it may still give it is
   * not known since then, because the catalogue has none of these groups.
   */
  unknown: z
    .object({ since: z.iso.datetime(), missing: z.array(z.string()) })
    .optional(),
  /** Groups they were in when that was looked at since they gave it. */
  groups: z.array(z.string()).optional(),
  /** Digest of the evidence that it was given on. */
  evidenceDigest: z.string().optional(),
});
export type Approval = z.infer<typeof approvalSchema>;

/** How far one quorum of a stage has come. */
export const quorumStandingSchema = z.object({
  stageIndex: z.int(),
  required: z.int(),
  /** Entity references of groups or people who may give it. */
  from: z.array(z.string()),
  /** Entity references of those whose approvals it counts. */
  given: z.array(z.string()),
});
export type QuorumStanding = z.infer<typeof quorumStandingSchema>;

/** What people are asked for now, and on what. */
export const askedSchema = z.object({
  at: z.iso.datetime(),
  stageIndex: z.int(),
  decideBy: z.iso.datetime(),
  /** What happens when nobody decides by then. */
  undecided: z.enum(['remind', 'hold', 'roll-back', 'cancel']),
  /**
   * Of the evidence of the stage before, as it was when people were asked;
   * null before the first stage. An approval names it.
   */
  evidenceDigest: z.string().nullable(),
  checks: z.array(checkVerdictSchema),
  sample: z.number(),
});
export type Asked = z.infer<typeof askedSchema>;

export const objectionSchema = z.object({
  id: z.string(),
  planHash: z.string(),
  actor: actorSchema,
  reason: z.string(),
  at: z.iso.datetime(),
  resolved: z
    .object({
      actor: actorSchema,
      reason: z.string(),
      at: z.iso.datetime(),
    })
    .optional(),
});
export type Objection = z.infer<typeof objectionSchema>;

/** One policy, or one freeze, that a person went past in an emergency. */
export const bypassSchema = z.object({
  /** The policy's name; `freeze` for a freeze. */
  policy: z.string(),
  /** As people read it. */
  title: z.string().optional(),
  /** Which freeze. */
  freeze: z.string().optional(),
  planHash: z.string(),
  actor: actorSchema,
  reason: z.string(),
  at: z.iso.datetime(),
  /** It ends by itself. */
  expiresAt: z.iso.datetime(),
  /** When an edit of the plan ended it before. */
  revisedAt: z.iso.datetime().optional(),
  /** The review that somebody else must close. */
  reviewId: z.string(),
});
export type Bypass = z.infer<typeof bypassSchema>;

export const attestationSchema = z.object({
  planHash: z.string(),
  stageIndex: z.int(),
  milestone: z.string(),
  actor: actorSchema,
  reason: z.string(),
  at: z.iso.datetime(),
});
export type Attestation = z.infer<typeof attestationSchema>;

/** A way back, with its instants: detect, decide, restore, verify. */
export const reversalSchema = z.object({
  cause: z.enum([
    'breach',
    'no-data',
    'person',
    'end',
    'outside',
    'fault',
    'undecided',
  ]),
  sentence: z.string(),
  /** The guardrails that breached, with their numbers at that time. */
  checks: z.array(checkVerdictSchema),
  actor: actorSchema,
  /** The end of the first failing window of the confirmed breach. */
  firstSeenAt: z.iso.datetime().optional(),
  /** The end of the window that confirmed it. */
  confirmedAt: z.iso.datetime().optional(),
  decidedAt: z.iso.datetime(),
  /** The cluster acknowledged the patch of the last target. */
  restoredAt: z.iso.datetime().optional(),
  /** The last target was read back at its baseline with the higher fence. */
  verifiedAt: z.iso.datetime().optional(),
});
export type Reversal = z.infer<typeof reversalSchema>;

export const targetStateSchema = z.object({
  ref: targetRefSchema,
  /** What the cluster reports; null before the first look. */
  exposure: exposureSchema.nullable(),
  /** What it should be. */
  intended: exposureSchema,
  fence: fenceSchema.nullable(),
  /** Of the object as it was seen; it rises with every change of it. */
  generation: z.int().nullable(),
  /** Whether the data plane reports that it has taken that generation. */
  accepted: z.boolean().nullable(),
  /** Who wrote it since Stagecraft did, by the client's own word. */
  lastWriter: z
    .object({ name: z.string(), at: z.string().nullable() })
    .nullable(),
  /** How often exposure that others raised was lowered since it was decided. */
  reverts: z.int(),
  /** Where its signed way back is kept in the cluster, `namespace/name`. */
  capsule: z.string().nullable(),
  seenAt: z.iso.datetime().nullable(),
  /** Share of requests the metrics show the new version served, basis points. */
  served: z.number().nullable(),
  /** A difference between reported and intended, or a failure, in a sentence. */
  trouble: z.string().nullable(),
  attempts: z.number(),
  nextAttemptAt: z.iso.datetime().nullable(),
});
export type TargetState = z.infer<typeof targetStateSchema>;

export const ladderStepSchema = z.object({
  name: z.string(),
  audience: audienceSchema,
  exposure: z.number(),
});

/** One row of the board. */
export const rolloutRowSchema = z.object({
  id: z.string(),
  version: z.int(),
  experiment: z.object({ id: z.string(), title: z.string() }),
  service: z.string(),
  system: z.string().nullable(),
  owner: z.string().nullable(),
  environment: z.string(),
  /** A rehearsal, and how its guardrail is made to breach. */
  drill: planDraftSchema.shape.drill,
  playbook: z.object({ id: z.string(), version: z.int() }),
  phase: phaseSchema,
  /** The open stage, or the one being opened; -1 before the first. */
  stageIndex: z.int(),
  ladder: z.array(ladderStepSchema),
  /** What is exposed by what was decided. */
  exposure: exposureSchema,
  /** The verdict over all guardrails; null while nothing is watched. */
  health: verdictSchema.nullable(),
  /** The worst check, with its numbers. */
  worstCheck: checkVerdictSchema.nullable(),
  /** One sentence: where it stands. */
  summary: z.string(),
  /** One sentence: what happens next, and when. */
  next: z.string(),
  nextAt: z.iso.datetime().nullable(),
  waitsFor: z.array(waitSchema),
  /** Entity references or roles who must act; empty when nobody. */
  whoMustAct: z.array(z.string()),
  heldReason: z.string().nullable(),
  requestedBy: z.string(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  stageEnteredAt: z.iso.datetime().nullable(),
  endsAt: z.iso.datetime(),
  commands: z.array(commandStateSchema),
});
export type RolloutRow = z.infer<typeof rolloutRowSchema>;

export const rolloutSchema = rolloutRowSchema.extend({
  /** The server's clock when this was computed. */
  now: z.iso.datetime(),
  businessGoal: z.string(),
  hypothesis: hypothesisSchema,
  plan: planSchema,
  planHash: z.string(),
  recoverySteps: z.array(z.string()),
  approvals: z.array(approvalSchema),
  /** Of every stage. */
  quorums: z.array(quorumStandingSchema),
  /** Null while nobody is asked. */
  asked: askedSchema.nullable(),
  objections: z.array(objectionSchema),
  attestations: z.array(attestationSchema),
  bypasses: z.array(bypassSchema),
  checks: z.array(checkVerdictSchema),
  targets: z.array(targetStateSchema),
  /** Instants each stage was entered and left. */
  stageTimes: z.array(
    z.object({
      index: z.int(),
      enteredAt: z.iso.datetime(),
      leftAt: z.iso.datetime().nullable(),
    }),
  ),
  /** Requests the new version served in the open stage. */
  stageSample: z.number(),
  reversal: reversalSchema.nullable(),
  promotedAt: z.iso.datetime().nullable(),
  /** Of stages ahead; left out where there are none. */
  outlook: freezeOutlookSchema.optional(),
});
export type Rollout = z.infer<typeof rolloutSchema>;
