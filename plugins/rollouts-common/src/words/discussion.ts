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
import { textSchema } from './primitives';

/** What people say on an experiment or a rollout. It decides nothing. */
export const commentSchema = z.object({
  id: z.string(),
  /** The rollout it was said on; null for the experiment as a whole. */
  rolloutId: z.string().nullable(),
  actor: actorSchema.pick({ kind: true, ref: true, name: true }),
  /** Null once it was withdrawn. */
  text: z.string().nullable(),
  at: z.iso.datetime(),
  withdrawnAt: z.iso.datetime().nullable(),
  /** Whether the viewer may withdraw it. */
  own: z.boolean(),
});
export type Comment = z.infer<typeof commentSchema>;

export const commentTextSchema = textSchema(4000);
