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
import {
  actRowSchema,
  auditStateSchema,
  entityRefSchema,
  RECORD_KINDS,
  recordKindSchema,
  verificationSchema,
} from '../../words';
import { id, operation, page } from '../declare';

/** Which entries are taken along; all of them where nothing is said. */
const filter = z.object({
  /** Decisions only, or acts on records of one kind. */
  kind: z.enum(['decision', ...RECORD_KINDS]).optional(),
  experiment: z.string().max(64).optional(),
  /** Kind and id, as in `freeze:…`. */
  record: z.string().max(200).optional(),
  service: entityRefSchema.optional(),
  /** The actor's reference. */
  person: z.string().max(300).optional(),
  /** The first instant. */
  from: z.iso.datetime().optional(),
  /** The first instant that is too late. */
  to: z.iso.datetime().optional(),
});

/** Proof: the state of it, verifying all entries, reading and exporting them. */
export const auditOperations = {
  getAudit: operation({
    id: 'getAudit',
    method: 'get',
    path: '/audit',
    summary: 'The newest tree head, its copies, and the last verification',
    response: auditStateSchema,
  }),
  verifyAudit: operation({
    id: 'verifyAudit',
    method: 'post',
    path: '/audit/verifications',
    summary:
      'Start to verify all entries; answers the one that runs, if one does',
    response: verificationSchema,
    status: 201,
  }),
  getVerification: operation({
    id: 'getVerification',
    method: 'get',
    path: '/audit/verifications/{id}',
    summary: 'How far a verification is, and what it found',
    params: id,
    response: verificationSchema,
  }),
  listActs: operation({
    id: 'listActs',
    method: 'get',
    path: '/audit/acts',
    summary:
      'What was done to playbooks, freezes, reviews and schedules of drills, newest first',
    query: z.object({ ...page, kind: recordKindSchema.optional() }),
    response: z.object({
      items: z.array(actRowSchema),
      nextCursor: z.string().nullable(),
      now: z.iso.datetime(),
    }),
  }),
  exportDecisions: operation({
    id: 'exportDecisions',
    method: 'get',
    path: '/audit/decisions.jsonl',
    summary:
      'Decisions and acts that the caller may see, streamed as JSON Lines, with their proofs',
    query: filter,
    response: z.string(),
    media: 'application/jsonl',
  }),
  exportDecisionsAsCsv: operation({
    id: 'exportDecisionsAsCsv',
    method: 'get',
    path: '/audit/decisions.csv',
    summary:
      'Decisions and acts that the caller may see, streamed for spreadsheets',
    query: filter,
    response: z.string(),
    media: 'text/csv',
  }),
} as const;
