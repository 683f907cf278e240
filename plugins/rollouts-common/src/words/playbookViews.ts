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
import { playbookSchema } from './playbook';
import { reasonSchema, slugSchema } from './primitives';

/** Whether its viewer may do something now, and if not, what would open it. */
export const openingSchema = z.object({
  open: z.boolean(),
  reason: z.string().optional(),
  remedy: z.string().optional(),
  whoCould: z.array(z.string()).optional(),
});
export type Opening = z.infer<typeof openingSchema>;

/** How the rollouts of a playbook ended, over all its versions; no drills. */
export const faredSchema = z.object({
  rollouts: z.int(),
  completed: z.int(),
  rolledBack: z.int(),
  /** Of those, the ones that no person decided. */
  rolledBackAutomatically: z.int(),
  rolledBackByHand: z.int(),
  /** Seconds from the decision to the read-back; null when none. */
  medianSecondsToRestore: z.number().nullable(),
  p90SecondsToRestore: z.number().nullable(),
  drills: z.object({
    passed: z.int(),
    failed: z.int(),
    last: z
      .object({
        rolloutId: z.string().nullable(),
        at: z.iso.datetime(),
        outcome: z.enum(['passed', 'failed']),
      })
      .nullable(),
  }),
});
export type Fared = z.infer<typeof faredSchema>;

export const playbookReviewSchema = z.object({
  everyDays: z.int().nullable(),
  /** When its owner last read it as a whole, and who that was. */
  lastAt: z.iso.datetime().nullable(),
  lastBy: actorSchema.nullable(),
  note: z.string().nullable(),
  /** Null where no cadence is asked for, and of a retired one. */
  dueAt: z.iso.datetime().nullable(),
  overdue: z.boolean(),
});
export type PlaybookReview = z.infer<typeof playbookReviewSchema>;

export const playbookViewSchema = playbookSchema.extend({
  version: z.int(),
  versions: z.array(
    z.object({
      version: z.int(),
      createdAt: z.iso.datetime(),
      /** A file, or a change that was signed off. */
      source: z.enum(['file', 'change']),
      changeId: z.string().nullable(),
    }),
  ),
  /** The people and groups that sign off its changes. */
  owners: z.array(z.string()),
  retiredAt: z.iso.datetime().nullable(),
  review: playbookReviewSchema,
  openChanges: z.int(),
  propose: openingSchema,
  markReviewed: openingSchema,
  fared: faredSchema,
});
export type PlaybookView = z.infer<typeof playbookViewSchema>;

export const PLAYBOOK_CHANGES = ['revise', 'retire', 'bring-back'] as const;
export const PLAYBOOK_CHANGE_STATES = [
  'open',
  'signed-off',
  'refused',
  'withdrawn',
] as const;

/** A playbook that somebody proposed, and that does not exist before it is signed off. */
export const proposedPlaybookSchema = z.object({
  id: slugSchema,
  title: z.string(),
  purpose: z.string(),
  /** The change that proposes it. */
  changeId: z.string(),
  proposedBy: actorSchema,
  proposedAt: z.iso.datetime(),
  /** The people and groups who sign it off: it waits for one of them. */
  owners: z.array(z.string()),
});
export type ProposedPlaybook = z.infer<typeof proposedPlaybookSchema>;

/** A change of a playbook, from its proposal to its end. */
export const playbookChangeSchema = z.object({
  id: z.string(),
  playbook: slugSchema,
  kind: z.enum(PLAYBOOK_CHANGES),
  /** The version it changes; 0 for a playbook that does not exist yet. */
  baseVersion: z.int(),
  /** What the playbook would say; null where what it says does not change. */
  document: playbookSchema.nullable(),
  reason: z.string(),
  /** The experiment whose learning proposes it. */
  learning: z
    .object({ experimentId: z.string(), title: z.string() })
    .nullable(),
  proposedBy: actorSchema,
  proposedAt: z.iso.datetime(),
  state: z.enum(PLAYBOOK_CHANGE_STATES),
  closed: z
    .object({ by: actorSchema, at: z.iso.datetime(), reason: z.string() })
    .nullable(),
  /** The version it became. */
  version: z.int().nullable(),
  /** The playbook's newest version now; 0 when there is none. */
  newestVersion: z.int(),
  owners: z.array(z.string()),
  signOff: openingSchema,
  refuse: openingSchema,
  withdraw: openingSchema,
});
export type PlaybookChange = z.infer<typeof playbookChangeSchema>;

export const playbookChangeDraftSchema = z.strictObject({
  kind: z.enum(PLAYBOOK_CHANGES),
  /** The version that its writer saw; 0 for a new playbook. */
  baseVersion: z.int().min(0),
  /** The whole playbook as it would be, as YAML. Only for `revise`. */
  yaml: z.string().optional(),
  /** The same as JSON. Give one of the two. */
  document: z.unknown().optional(),
  reason: reasonSchema(2000),
  /** The experiment whose learning proposes it. */
  learning: z.string().min(1).max(64).optional(),
});
export type PlaybookChangeDraft = z.infer<typeof playbookChangeDraftSchema>;

/** One record of a playbook's append-only history. */
export const playbookEventSchema = z.object({
  /** Position in the playbook's history, from 1. */
  seq: z.int(),
  at: z.iso.datetime(),
  kind: z.enum([
    'registered',
    'proposed',
    'signed-off',
    'refused',
    'withdrawn',
    'reviewed',
  ]),
  /** Null for a file that was registered at a start. */
  actor: actorSchema.nullable(),
  reason: z.string(),
  /** The version it is about, or that came of it. */
  version: z.int().nullable(),
  changeId: z.string().nullable(),
});
export type PlaybookEvent = z.infer<typeof playbookEventSchema>;
