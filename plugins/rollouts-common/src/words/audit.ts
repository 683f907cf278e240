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
import { actSchema, recordSchema } from './act';
import { actorSchema, decisionSchema } from './decision';

/*
 * An entry is a decision on an experiment or an act on another record.
 * What counts entries over all services, or gives one its place among them,
 * is null for readers who may not see all of them.
 */

/** How many entries a tree covers, and the Merkle root over them. */
const treeSchema = z.object({
  size: z.int().nonnegative(),
  /** RFC 6962, SHA-256 in hexadecimal. */
  root: z.string(),
});

/** What stands for all entries up to one: signed, and copied outside. */
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

/** One line of a copy: a head, and the entries since the one before it. */
export const treeCopySchema = z.object({
  head: treeHeadSchema,
  /**
   * Chain, position in it, and hash. The chain is the id of an experiment, or
   * kind and id of another record: `freeze:…`.
   */
  entries: z.array(z.tuple([z.string(), z.int(), z.string()])),
});
export type TreeCopy = z.infer<typeof treeCopySchema>;

/** The first entry that is not as it was written. */
export const auditFaultSchema = z.discriminatedUnion('what', [
  z.object({
    what: z.literal('decision'),
    experimentId: z.string(),
    seq: z.int(),
    /** Its place among all entries, from 1; null when no head covers it. */
    place: z.int().nullable(),
    sentence: z.string(),
  }),
  z.object({
    what: z.literal('act'),
    record: recordSchema,
    seq: z.int(),
    place: z.int().nullable(),
    sentence: z.string(),
  }),
  z.object({
    /** An entry that its reader may not see. */
    what: z.literal('hidden'),
    sentence: z.string(),
  }),
  z.object({
    what: z.literal('head'),
    size: z.int().nullable(),
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
  decisions: z.int().nullable(),
  experiments: z.int().nullable(),
  /** Acts, and the records that they were done to. */
  acts: z.int().nullable().default(0),
  records: z.int().nullable().default(0),
  /** The newest head that was found outside, or in the database without copies. */
  head: treeHeadSchema.nullable(),
  /** Entries that no such head covers yet: about these nothing is proved. */
  newer: z.int().nullable(),
  copies: z.array(
    z.object({
      name: z.string(),
      /** Of its newest head; null when it could not be read. */
      size: z.int().nullable(),
      sentence: z.string(),
    }),
  ),
  seconds: z.number().nullable(),
});
export type AuditVerdict = z.infer<typeof auditVerdictSchema>;

/** A run of the verification. */
export const verificationSchema = z.object({
  id: z.string(),
  startedBy: actorSchema,
  startedAt: z.iso.datetime(),
  /** `interrupted`: whoever ran it is gone. */
  state: z.enum(['running', 'done', 'failed', 'interrupted']),
  checked: z.int().nullable(),
  total: z.int().nullable(),
  finishedAt: z.iso.datetime().nullable(),
  verdict: auditVerdictSchema.nullable(),
  /** Why it failed. */
  trouble: z.string().nullable(),
});
export type Verification = z.infer<typeof verificationSchema>;

/** How the proof of all entries is. */
export const auditStateSchema = z.object({
  now: z.iso.datetime(),
  /** Whether its reader sees every entry, and so is told of counts and heads. */
  whole: z.boolean(),
  /** Decisions and acts in all. */
  entries: z.int().nullable(),
  /** The newest head; null also before the first. */
  head: treeHeadSchema.nullable(),
  /** Entries covered by a head that every copy has. */
  published: z.int().nullable(),
  /** Entries that no head covers yet. */
  newer: z.int().nullable(),
  /** PEM; null where no key signs. */
  publicKey: z.string().nullable(),
  copies: z.array(
    z.object({
      name: z.string(),
      size: z.int().nullable(),
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
  /** Taken by somebody who may not see everything: without head and proofs. */
  narrowed: z.boolean().default(false),
});
export type ExportStart = z.infer<typeof exportStartSchema>;

const proofSchema = z
  .object({
    /** From 0. */
    index: z.int(),
    /**
     * The audit path of RFC 6962, from the leaf up; null in an export that is
     * not of one chain.
     */
    path: z.array(z.string()).nullable(),
  })
  .nullable();
export type Proof = z.infer<typeof proofSchema>;

/** A decision of an export, with its proof where the head covers it. */
export const exportedDecisionSchema = z.object({
  kind: z.literal('decision'),
  decision: decisionSchema,
  leaf: proofSchema,
});
export type ExportedDecision = z.infer<typeof exportedDecisionSchema>;

export const exportedActSchema = z.object({
  kind: z.literal('act'),
  act: actSchema,
  leaf: proofSchema,
});
export type ExportedAct = z.infer<typeof exportedActSchema>;

/** The last line: an export without it was cut off. */
export const exportEndSchema = z.object({
  kind: z.literal('end'),
  decisions: z.int(),
  acts: z.int().default(0),
});

export const exportLineSchema = z.discriminatedUnion('kind', [
  exportStartSchema,
  exportedDecisionSchema,
  exportedActSchema,
  exportEndSchema,
]);
export type ExportLine = z.infer<typeof exportLineSchema>;
