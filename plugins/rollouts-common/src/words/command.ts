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
import { withoutHidden } from './hidden';
import {
  reasonSchema,
  seenLength,
  sha256Schema,
  slugSchema,
  textSchema,
} from './primitives';
import { planDraftSchema } from './plan';

/** Commands that people give. The controller's own are not part of the API. */
export const COMMANDS = [
  'revise',
  'withdraw',
  'approve',
  'withdraw-approval',
  'object',
  'resolve-objection',
  'attest-milestone',
  'start',
  'advance',
  'hold',
  'resume',
  'roll-back',
  'acknowledge-stuck',
  'promote',
  'cancel',
  'bypass',
] as const;
export type CommandName = (typeof COMMANDS)[number];

const reason = reasonSchema(2000);
/** Shortest justification of a bypass, spaces at its ends and in a row not counted. */
export const SHORTEST_JUSTIFICATION = 20;
const tooShort = `Say what is urgent and why it can not wait, in ${SHORTEST_JUSTIFICATION} characters or more`;
const justification = z
  .string()
  .max(20_000, { error: 'At most 2000 characters', abort: true })
  .overwrite(withoutHidden)
  .trim()
  .min(SHORTEST_JUSTIFICATION, { error: tooShort, abort: true })
  .refine(text => seenLength(text) >= SHORTEST_JUSTIFICATION, tooShort)
  .max(2000, 'At most 2000 characters');
const stageIndex = z.int().min(0).max(19);
/**
 * The rollout's version the person saw; another one in force answers 409 with
 * the current rollout. Lowering exposure never needs it.
 */
const version = z.int().min(1);

export const commandSchema = z.discriminatedUnion('command', [
  z.strictObject({
    command: z.literal('revise'),
    version,
    reason,
    plan: planDraftSchema,
  }),
  z.strictObject({ command: z.literal('withdraw'), version, reason }),
  z.strictObject({
    command: z.literal('approve'),
    version,
    stageIndex,
    /** What is approved: an approval of another plan's hash is refused. */
    planHash: sha256Schema,
    /**
     * The evidence it rests on, as `asked` of the rollout names it; required
     * where the stage's approvals are `onEvidence`.
     */
    evidenceDigest: sha256Schema.optional(),
    reason,
  }),
  z.strictObject({
    command: z.literal('withdraw-approval'),
    version,
    stageIndex,
    reason,
  }),
  z.strictObject({
    command: z.literal('object'),
    version,
    planHash: sha256Schema,
    reason,
  }),
  z.strictObject({
    command: z.literal('resolve-objection'),
    version,
    objection: z.string().max(64),
    reason,
  }),
  z.strictObject({
    command: z.literal('attest-milestone'),
    version,
    stageIndex,
    milestone: slugSchema,
    reason,
  }),
  z.strictObject({ command: z.literal('start'), version, reason }),
  z.strictObject({ command: z.literal('advance'), version, reason }),
  z.strictObject({
    command: z.literal('hold'),
    version: version.optional(),
    reason,
  }),
  z.strictObject({ command: z.literal('resume'), version, reason }),
  z.strictObject({
    command: z.literal('roll-back'),
    version: version.optional(),
    reason,
    /** Something was wrong: it opens a review, as an operator's always does. */
    emergency: z.boolean().optional(),
  }),
  z.strictObject({ command: z.literal('acknowledge-stuck'), version, reason }),
  z.strictObject({ command: z.literal('promote'), version, reason }),
  z.strictObject({ command: z.literal('cancel'), version, reason }),
  z.strictObject({
    command: z.literal('bypass'),
    version,
    /** Name of the failing policy; `freeze` for a freeze. */
    policy: textSchema(120),
    /** For a freeze: its id. */
    freeze: z.string().max(64).optional(),
    planHash: sha256Schema,
    reason: justification,
  }),
]);
export type Command = z.infer<typeof commandSchema>;

/** A command as it stands for one viewer now, computed by the same `decide`. */
export const commandStateSchema = z.object({
  command: z.enum(COMMANDS),
  open: z.boolean(),
  /** Closed: why, in one sentence. */
  reason: z.string().optional(),
  /** Closed: what would open it. */
  remedy: z.string().optional(),
  /** Closed: entity references of people or groups who could, or roles. */
  whoCould: z.array(z.string()).optional(),
  /** The stage the command is about, where it is about one. */
  stageIndex: z.int().optional(),
  /** The milestone, for `attest-milestone`. */
  milestone: z.string().optional(),
  /** The objection, for `resolve-objection`. */
  objection: z.string().optional(),
  /** The policy, for `bypass`; `freeze` for a freeze. */
  policy: z.string().optional(),
  /** The policy as people read it. */
  title: z.string().optional(),
  /** The freeze's id, for `bypass` of one. */
  freeze: z.string().optional(),
  /** What is in the way, for `bypass`. */
  sentence: z.string().optional(),
});
export type CommandState = z.infer<typeof commandStateSchema>;
