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

/** What is governed beside experiments; each has a chain of its own. */
export const RECORD_KINDS = [
  'playbook',
  'freeze',
  'review',
  'drill-schedule',
] as const;
export const recordKindSchema = z.enum(RECORD_KINDS);
export type RecordKind = z.infer<typeof recordKindSchema>;

export const recordSchema = z.object({
  kind: recordKindSchema,
  id: z.string(),
});
export type GovernedRecord = z.infer<typeof recordSchema>;

/** What somebody did to a record, hashed like a decision. */
export const actSchema = z.object({
  record: recordSchema,
  /** What it was called then. */
  title: z.string(),
  /** Position in the record's chain, from 1. */
  seq: z.int(),
  at: z.iso.datetime(),
  /** Null for a file that was registered at a start. */
  actor: actorSchema.nullable(),
  /** As its room calls it: `signed-off`, `extended`, `closed`, … */
  act: z.string(),
  reason: z.string(),
  /** What decides who may read it; null where everybody may. */
  rolloutId: z.string().nullable(),
  /** A service or a system. */
  entity: z.string().nullable(),
  /** What it is about, as it was from then on. */
  content: z.record(z.string(), z.unknown()),
  previousHash: z.string(),
  hash: z.string(),
});
export type Act = z.infer<typeof actSchema>;

/** An act in a list: without what it is about, which the record's page shows. */
export const actRowSchema = actSchema.omit({ content: true });
export type ListedAct = z.infer<typeof actRowSchema>;
