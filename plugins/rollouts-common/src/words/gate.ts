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
import { phaseSchema } from './lifecycle';

/** Gates of Flagger that are answered: its webhooks of these types. */
export const FLAGGER_GATES = [
  'confirm-rollout',
  'confirm-traffic-increase',
  'confirm-promotion',
  'rollback',
] as const;
export const flaggerGateSchema = z.enum(FLAGGER_GATES);
export type FlaggerGate = z.infer<typeof flaggerGateSchema>;

const name = z.string().min(1).max(253);

/**
 * What Flagger sends to a webhook. Of its metadata is read which target is
 * meant, where the canary's own name and namespace do not say.
 */
export const flaggerPayloadSchema = z.object({
  name,
  namespace: name,
  phase: z.string().max(100).optional(),
  /** Changes with the content that is exposed. */
  checksum: z.string().max(200).optional(),
  metadata: z
    .object({
      cluster: z.string().min(1).max(100).optional(),
      namespace: name.optional(),
      target: name.optional(),
    })
    .optional(),
});

/** What a gate says, and of which rollout. */
export const gateAnswerSchema = z.object({
  open: z.boolean(),
  /** One sentence. */
  reason: z.string(),
  rollout: z
    .object({ id: z.string(), phase: phaseSchema, planHash: z.string() })
    .nullable(),
});
export type GateAnswer = z.infer<typeof gateAnswerSchema>;

/**
 * For an engine that asks whether to go on: `go`, `wait` or `stop`. Anything
 * that is not known is `wait`.
 */
export const engineDecisionSchema = gateAnswerSchema.extend({
  result: z.enum(['go', 'wait', 'stop']),
});
export type EngineDecision = z.infer<typeof engineDecisionSchema>;
