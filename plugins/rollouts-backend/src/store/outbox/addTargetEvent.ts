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

import { targetRefSchema } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import { z } from 'zod';
import { addToOutbox } from './add';

/** What is to be told of a decision on one target. */
export const targetEventSchema = z.object({
  target: targetRefSchema,
  rolloutId: z.string(),
  decision: z.string(),
  at: z.iso.datetime(),
  command: z.string(),
  reason: z.string(),
  severity: z.enum(['normal', 'warning']),
  actor: z.object({ ref: z.string(), name: z.string() }),
  text: z.string(),
});
export type KeptTargetEvent = z.infer<typeof targetEventSchema>;

/** Tells of a decision on a target, once the transaction is committed. */
export async function addTargetEvent(
  trx: Knex,
  payload: KeptTargetEvent,
  dedupeKey: string,
): Promise<void> {
  await addToOutbox(trx, { kind: 'target-event', payload, dedupeKey });
}
