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
import { severitySchema, topicSchema } from './topic';

/** What a receiver is sent, as its format has it. */
export const WEBHOOK_FORMATS = [
  'stagecraft',
  'slack',
  'teams',
  'pagerduty',
] as const;
export const webhookFormatSchema = z.enum(WEBHOOK_FORMATS);
export type WebhookFormat = z.infer<typeof webhookFormatSchema>;

/**
 * The body of a webhook in the format `stagecraft`, version 1. Fields may be
 * added; a change of what is here is another version. Of people it holds their
 * names and nothing else, and what they wrote as a reason.
 */
export const webhookEventSchema = z.object({
  version: z.literal(1),
  /** The same in every delivery of this event, to whichever receiver. */
  id: z.string(),
  topic: topicSchema,
  severity: severitySchema,
  at: z.iso.datetime(),
  title: z.string(),
  description: z.string(),
  /** What repetitions have in common, such as `no-data`. */
  cause: z.string().nullable(),
  /** Of the page in the portal, absolute. */
  link: z.url(),
  /** Whose decision it was. */
  actor: z
    .object({
      kind: z.enum([
        'person',
        'person-through-plugin',
        'service',
        'controller',
      ]),
      name: z.string(),
    })
    .nullable(),
  /** Null where it is not about one rollout. */
  rollout: z
    .object({
      id: z.string(),
      experimentId: z.string(),
      experiment: z.string(),
      /** Entity reference. */
      service: z.string(),
      system: z.string().nullable(),
      environment: z.string(),
      /** As the decision left it. */
      phase: z.string().nullable(),
      /** From 1; 0 before the first. */
      stage: z.int(),
      stages: z.int(),
      planHash: z.string(),
      /** A rehearsal. */
      drill: z.boolean(),
    })
    .nullable(),
});
export type WebhookEvent = z.infer<typeof webhookEventSchema>;

export const DELIVERY_STATES = ['pending', 'delivered', 'failed'] as const;
export const deliveryStateSchema = z.enum(DELIVERY_STATES);

/** One event on its way to one receiver. */
export const deliverySchema = z.object({
  id: z.string(),
  webhook: z.string(),
  format: webhookFormatSchema.nullable(),
  /** The receiver's host; null once the webhook is not configured any more. */
  host: z.string().nullable(),
  state: deliveryStateSchema,
  attempts: z.int(),
  lastStatus: z.int().nullable(),
  lastError: z.string().nullable(),
  createdAt: z.iso.datetime(),
  /** Of a pending one: the next attempt. */
  dueAt: z.iso.datetime().nullable(),
  settledAt: z.iso.datetime().nullable(),
  event: webhookEventSchema,
});
export type Delivery = z.infer<typeof deliverySchema>;
