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

/** What a replica in a process of its own is started with, as JSON. */
export const replicaOptionsSchema = z.object({
  connection: z.union([z.string(), z.record(z.string(), z.unknown())]),
  clusters: z.array(z.object({ name: z.string(), url: z.string() })),
  /** The target that it works on. */
  target: z.string(),
  intervals: z.object({ callMs: z.number(), leaseMs: z.number() }),
});
export type ReplicaProcessOptions = z.infer<typeof replicaOptionsSchema>;

/** `confirmed`: its next step is to send a forward patch. */
export type FromReplica = 'ready' | 'confirmed' | 'done';
