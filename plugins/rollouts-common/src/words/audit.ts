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
import { actorSchema, decisionSchema } from './decision';

/** How many decisions a tree covers, and the Merkle root over them. */
const treeSchema = z.object({
  size: z.int().nonnegative(),
  /** RFC 6962, SHA-256 in hexadecimal. */
  root: z.string(),
});

/** What stands for all decisions up to one: signed, and copied outside. */
export const treeHeadSchema = treeSchema.extend({
  at: z.iso.datetime(),
  /** The fingerprint of the public key: SHA-256 of its DER form. */
  key: z.string(),
  /** The head before; null for the first. */
  previous: treeSchema.nullable(),
  /** Ed25519, in base64. */
  signature: z.string(),
});
export type TreeHead = z.infer<typeof treeHeadSchema>;

/** One line of a copy: a head, and the decisions since the one before it. */
export const treeCopySchema = z.object({
  head: treeHeadSchema,
  /** Experiment, position in its chain, hash of the decision. */
  entries: z.array(z.tuple([z.string(), z.int(), z.string()])),
});
export type TreeCopy = z.infer<typeof treeCopySchema>;

/** The first record that is not as it was written. */
export const auditFaultSchema = z.discriminatedUnion('what', [
  z.object({
    what: z.literal('decision'),
    experimentId: z.string(),
    seq: z.int(),
    /** Its place among all decisions, from 1; null when no head covers it. */
    place: z.int().nullable(),
    sentence: z.string(),
  }),
  z.object({
    what: z.literal('head'),
    size: z.int(),
    sentence: z.string(),
  }),
  z.object({
    what: z.literal('copy'),
    name: z.string(),
    /** Of the head at which it is wrong; null when it can't be read. */
    size: z.int().nullable(),
    sentence: z.string(),
  }),
]);
export type AuditFault = z.infer<typeof auditFaultSchema>;

/** What verifying found. */
export const auditVerdictSchema = z.object({
  intact: z.boolean(),
  sentence: z.string(),
  /** The first one; null when intact. */
  fault: auditFaultSchema.nullable(),
  decisions: z.int(),
  experiments: z.int(),
  /** The newest head that was found outside, or in the database without copies. */
  head: treeHeadSchema.nullable(),
  /** Decisions that no such head covers yet: about these nothing is proved. */
  newer: z.int(),
  copies: z.array(
    z.object({
      name: z.string(),
      /** Of its newest head; null when it could not be read. */
      size: z.int().nullable(),
      sentence: z.string(),
    }),
  ),
  seconds: z.number(),
});
export type AuditVerdict = z.infer<typeof auditVerdictSchema>;

/** A run of the verification. */
export const verificationSchema = z.object({
  id: z.string(),
  startedBy: actorSchema,
  startedAt: z.iso.datetime(),
  /** `interrupted`: whoever ran it is gone. */
  state: z.enum(['running', 'done', 'failed', 'interrupted']),
  checked: z.int(),
  total: z.int(),
  finishedAt: z.iso.datetime().nullable(),
  verdict: auditVerdictSchema.nullable(),
  /** Why it failed. */
  trouble: z.string().nullable(),
});
export type Verification = z.infer<typeof verificationSchema>;

/** How the proof of the decisions is. */
export const auditStateSchema = z.object({
  now: z.iso.datetime(),
  /** Decisions in all. */
  decisions: z.int(),
  /** The newest head; null before the first. */
  head: treeHeadSchema.nullable(),
  /** Decisions covered by a head that every copy has. */
  published: z.int(),
  /** Decisions that no head covers yet. */
  newer: z.int(),
  /** PEM; null where no key signs. */
  publicKey: z.string().nullable(),
  copies: z.array(
    z.object({
      name: z.string(),
      size: z.int(),
      copiedAt: z.iso.datetime().nullable(),
      trouble: z.string().nullable(),
    }),
  ),
  /** What keeps heads from being signed and copied, a sentence each. */
  troubles: z.array(z.string()),
  verification: verificationSchema.nullable(),
});
export type AuditState = z.infer<typeof auditStateSchema>;

/** The first line of an export as JSON Lines. */
export const exportStartSchema = z.object({
  kind: z.literal('export'),
  at: z.iso.datetime(),
  filter: z.record(z.string(), z.string()),
  /** The head that the proofs lead to. */
  head: treeHeadSchema.nullable(),
});
export type ExportStart = z.infer<typeof exportStartSchema>;

/** A decision of an export, with its proof where the head covers it. */
export const exportedDecisionSchema = z.object({
  kind: z.literal('decision'),
  decision: decisionSchema,
  leaf: z
    .object({
      /** From 0. */
      index: z.int(),
      /**
       * The audit path of RFC 6962, from the leaf up; null in an export that
       * is not of one experiment.
       */
      path: z.array(z.string()).nullable(),
    })
    .nullable(),
});
export type ExportedDecision = z.infer<typeof exportedDecisionSchema>;

/** The last line: an export without it was cut off. */
export const exportEndSchema = z.object({
  kind: z.literal('end'),
  decisions: z.int(),
});

export const exportLineSchema = z.discriminatedUnion('kind', [
  exportStartSchema,
  exportedDecisionSchema,
  exportEndSchema,
]);
export type ExportLine = z.infer<typeof exportLineSchema>;
