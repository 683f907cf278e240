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
import { entityRefSchema, refuseHidden, textSchema } from './primitives';

export const REVIEW_KINDS = ['incident', 'bypass'] as const;
export const reviewKindSchema = z.enum(REVIEW_KINDS);
export type ReviewKind = z.infer<typeof reviewKindSchema>;

/** Something to be done so that it does not happen again. */
export const reviewActionSchema = z.strictObject({
  text: textSchema(500),
  /** Who does it; a review closes only when every action has somebody. */
  owner: entityRefSchema.nullable(),
  /** A day, `2026-11-30`; a review closes only when every action has one. */
  due: z.iso.date('Use a day such as 2026-11-30').nullable(),
  done: z.boolean(),
});
export type ReviewAction = z.infer<typeof reviewActionSchema>;

/** Whether it is not done, and its day is over (UTC). */
export function isActionOverdue(
  { due, done }: ReviewAction,
  now: Date,
): boolean {
  return !done && due !== null && due < now.toISOString().slice(0, 10);
}

/** What people write in a review. */
export const reviewBodySchema = z.strictObject({
  notes: z
    .string()
    .trim()
    .max(10_000, 'At most 10000 characters')
    .superRefine(refuseHidden),
  actions: z.array(reviewActionSchema).max(50, 'At most 50 actions'),
  conclusion: z
    .string()
    .trim()
    .max(5000, 'At most 5000 characters')
    .superRefine(refuseHidden),
});
export type ReviewBody = z.infer<typeof reviewBodySchema>;

/** One line of the timeline that is filled in when a review is opened. */
export const reviewMomentSchema = z.object({
  what: z.enum([
    'breached',
    'detected',
    'decided',
    'restored',
    'verified',
    'bypassed',
    'decision',
  ]),
  at: z.iso.datetime(),
  /** Since the moment before; null for the first. */
  seconds: z.number().nullable(),
  sentence: z.string(),
});
export type ReviewMoment = z.infer<typeof reviewMomentSchema>;

/** One row of the list of reviews. */
export const reviewRowSchema = z.object({
  id: z.string(),
  version: z.int(),
  kind: reviewKindSchema,
  rolloutId: z.string(),
  experiment: z.object({ id: z.string(), title: z.string() }),
  service: z.string(),
  /** The policy that was bypassed, or the cause of the reversal. */
  subject: z.string(),
  /** The justification, or what was taken back and why. */
  reason: z.string(),
  /** Whose act it is; that person may not close it. */
  about: z.string().nullable(),
  openedBy: actorSchema,
  openedAt: z.iso.datetime(),
  dueAt: z.iso.datetime(),
  overdue: z.boolean(),
  /** How many of its actions are not done. */
  openActions: z.int(),
  closedBy: actorSchema.nullable(),
  closedAt: z.iso.datetime().nullable(),
});
export type ReviewRow = z.infer<typeof reviewRowSchema>;

/** Whether something is open to the viewer, and if not, why. */
const openOrWhy = z.object({
  open: z.boolean(),
  reason: z.string().optional(),
  remedy: z.string().optional(),
  whoCould: z.array(z.string()).optional(),
});

export const reviewSchema = reviewRowSchema.extend({
  now: z.iso.datetime(),
  body: reviewBodySchema,
  timeline: z.array(reviewMomentSchema),
  /** Whether what was learned is written in the experiment already. */
  concluded: z.boolean(),
  write: openOrWhy,
  /** Whether its actions can be said to be done, also once it is closed. */
  tick: openOrWhy,
  close: openOrWhy,
  /** Newest first. */
  history: z.array(
    z.object({
      version: z.int(),
      at: z.iso.datetime(),
      actor: actorSchema,
      change: z.enum(['opened', 'written', 'closed']),
    }),
  ),
});
export type Review = z.infer<typeof reviewSchema>;
