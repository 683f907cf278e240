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
import { phaseSchema, verdictSchema } from './lifecycle';
import { targetStateSchema } from './rollout';

/** A target that a rollout holds, as those on call look at it. */
export const governedTargetSchema = targetStateSchema
  .omit({ served: true })
  .extend({
    rollout: z.object({
      id: z.string(),
      title: z.string(),
      service: z.string(),
      environment: z.string(),
      phase: phaseSchema,
      /** Over all guardrails; null while nothing is watched. */
      health: verdictSchema.nullable(),
    }),
  });
export type GovernedTarget = z.infer<typeof governedTargetSchema>;

/** A configured cluster: how it is, and what is governed in it. */
export const clusterViewSchema = z.object({
  name: z.string(),
  /** `unusable`: nothing here can reach it without a signed-in user. */
  state: z.enum(['reachable', 'unreachable', 'unusable']),
  /** Why it is not as it should be, with the remedy. */
  trouble: z.string().nullable(),
  /** Of its API server. */
  version: z.string().nullable(),
  /** The UID of namespace kube-system. */
  uid: z.string().nullable(),
  /** The last call that was answered, whatever it was for. */
  lastCall: z
    .object({ at: z.iso.datetime(), milliseconds: z.number() })
    .nullable(),
  /** By namespace with targets: what Stagecraft lacks there, a sentence each. */
  permissions: z.array(
    z.object({
      namespace: z.string(),
      missing: z.array(z.string()),
      /** Why it could not be asked. */
      trouble: z.string().nullable(),
    }),
  ),
  /** Those in trouble first; not all where there are many. */
  targets: z.array(governedTargetSchema),
  /** How many there are; of services that the viewer may see, as above. */
  governed: z.int(),
});
export type ClusterView = z.infer<typeof clusterViewSchema>;
