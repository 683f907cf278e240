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
import {
  entityRefSchema,
  instantSchema,
  secondsSchema,
  reasonSchema,
  textSchema,
} from './primitives';

/** What a freeze, or a stop of the line, is about. */
export const freezeScopeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('all') }),
  z.strictObject({ kind: z.literal('system'), ref: entityRefSchema }),
  z.strictObject({ kind: z.literal('service'), ref: entityRefSchema }),
  z.strictObject({
    kind: z.literal('tag'),
    /** A tag of services in the catalogue. */
    name: z
      .string()
      .regex(
        /^[a-z0-9:+#]+(-[a-z0-9:+#]+)*$/,
        'Use a tag as the catalogue has it, such as payments',
      )
      .max(63, 'At most 63 characters'),
  }),
  z.strictObject({ kind: z.literal('cluster'), name: textSchema(253) }),
]);
export type FreezeScope = z.infer<typeof freezeScopeSchema>;

const LONGEST_WINDOW_SECONDS = 31 * 86_400;

/** One window, between two instants. */
export const oneOffTimingSchema = z.strictObject({
  kind: z.literal('one-off'),
  start: instantSchema,
  /** Null: until somebody ends it. */
  end: instantSchema.nullable(),
});

/** A window that comes again by the calendar of a time zone. */
export const recurringTimingSchema = z.strictObject({
  kind: z.literal('recurring'),
  /** The value of an RRULE (RFC 5545), by day, week, month or year. */
  rule: textSchema(300),
  /** The first possible start, by the clocks of the time zone. */
  start: z
    .string()
    .regex(
      /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/,
      'Use a local time such as 2026-12-01T22:00',
    ),
  /** Real time, also where clocks change meanwhile. */
  durationSeconds: secondsSchema
    .min(60, 'At least a minute')
    .max(LONGEST_WINDOW_SECONDS, 'At most 31 days'),
  /** An IANA name, such as Europe/Berlin. */
  timeZone: textSchema(64),
});

export const freezeTimingSchema = z.discriminatedUnion('kind', [
  oneOffTimingSchema,
  recurringTimingSchema,
]);
export type FreezeTiming = z.infer<typeof freezeTimingSchema>;

/** A freeze as it is declared. */
export const freezeDraftSchema = z.strictObject({
  title: textSchema(160),
  reason: reasonSchema(2000),
  /** The group to ask about it. */
  contact: entityRefSchema,
  scope: freezeScopeSchema,
  timing: freezeTimingSchema,
});
export type FreezeDraft = z.infer<typeof freezeDraftSchema>;

/** A stretch of time in which nothing is exposed further. */
export const freezeWindowSchema = z.object({
  start: z.iso.datetime(),
  /** Null: until somebody ends it. */
  end: z.iso.datetime().nullable(),
});
export type FreezeWindow = z.infer<typeof freezeWindowSchema>;

/** One thing that was done to a freeze; never changed afterwards. */
export const freezeChangeSchema = z.object({
  change: z.enum(['declared', 'extended', 'ended', 'window-ended']),
  actor: actorSchema,
  reason: z.string(),
  at: z.iso.datetime(),
  /** The window that it is about, as it is since; null for all of them. */
  window: freezeWindowSchema.nullable(),
});
export type FreezeChange = z.infer<typeof freezeChangeSchema>;

export const freezeSchema = freezeDraftSchema.extend({
  id: z.string(),
  version: z.int(),
  /** Who declared it. */
  owner: actorSchema,
  declaredAt: z.iso.datetime(),
  /** Whether it was declared by stopping the line. */
  stopsLine: z.boolean(),
  /** Windows of a recurring freeze that end at another time than planned. */
  moved: z.array(z.object({ start: z.iso.datetime(), end: z.iso.datetime() })),
  ended: z
    .object({ actor: actorSchema, reason: z.string(), at: z.iso.datetime() })
    .nullable(),
});
export type Freeze = z.infer<typeof freezeSchema>;

export const FREEZE_STATES = ['in-force', 'upcoming', 'past'] as const;

/** A freeze as it stands now, for whoever looks. */
export const freezeViewSchema = freezeSchema.extend({
  state: z.enum(FREEZE_STATES),
  /** The window in force, else the next one; null when none comes any more. */
  window: freezeWindowSchema.nullable(),
  /** Newest last. */
  history: z.array(freezeChangeSchema),
});
export type FreezeView = z.infer<typeof freezeViewSchema>;

/** A rollout that stopping the line would hold, or did. */
export const lineRolloutSchema = z.object({
  rolloutId: z.string(),
  title: z.string(),
  service: z.string(),
  environment: z.string(),
  phase: z.string(),
  outcome: z.enum(['holds', 'held', 'already-held', 'not-held']),
  /** Why it is not held; null where it is. */
  why: z.string().nullable(),
});
export type LineRollout = z.infer<typeof lineRolloutSchema>;

/** A freeze that stands in the way of a plan's schedule. */
export const freezeAheadSchema = z.object({
  freeze: z.object({ id: z.string(), title: z.string() }),
  window: freezeWindowSchema,
  /** The stage that has to wait for its end. */
  stageIndex: z.int(),
});
export type FreezeAhead = z.infer<typeof freezeAheadSchema>;

/** What freezes mean for a rollout's schedule. */
export const freezeOutlookSchema = z.object({
  ahead: z.array(freezeAheadSchema),
  /** The earliest finish; null where nobody has said when a freeze ends. */
  finish: z.iso.datetime().nullable(),
});
