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

import {
  actorSchema,
  severitySchema,
  topicSchema,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import { z } from 'zod';
import { addToOutbox } from './add';

/** What people, and receivers of webhooks, are to be told. */
export const noticeSchema = z.object({
  topic: topicSchema,
  /** Entity references of people or groups. */
  recipients: z.array(z.string()),
  /** Whose own act it was; not told. */
  except: z.string().nullable().default(null),
  title: z.string(),
  description: z.string(),
  /** When left out, as the topic has it. */
  severity: severitySchema.optional(),
  /** What repetitions that are told of together have in common. */
  cause: z.string().optional(),
  rolloutId: z.string().nullable().default(null),
  experimentId: z.string().nullable().default(null),
  /** Entity reference, of what is about a service and no experiment of it. */
  service: z.string().nullable().default(null),
  /** Path in the portal; when left out, of the rollout. */
  link: z.string().startsWith('/').optional(),
  /** The decision that it is about. */
  decision: z
    .object({
      at: z.iso.datetime(),
      actor: actorSchema.pick({ kind: true, name: true }),
      phase: z.string().nullable(),
      stageIndex: z.int().nullable(),
      planHash: z.string().nullable(),
    })
    .optional(),
});
export type Notice = z.input<typeof noticeSchema>;

/** Tells people and receivers, once the transaction is committed. */
export async function addNotice(
  trx: Knex,
  notice: Notice,
  dedupeKey: string,
): Promise<void> {
  const payload = notice;
  await addToOutbox(trx, { kind: 'notify', payload, dedupeKey });
  await addToOutbox(trx, {
    kind: 'webhook',
    payload,
    dedupeKey: `${dedupeKey}/webhook`,
  });
}
