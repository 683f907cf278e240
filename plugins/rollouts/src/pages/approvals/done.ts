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

const doneSchema = z.object({
  done: z.object({
    command: z.enum(['approve', 'object']),
    rolloutId: z.string(),
    title: z.string(),
    stageIndex: z.int(),
  }),
});

/** What was decided on the page before; kept with the inbox's address. */
export type Done = z.infer<typeof doneSchema>['done'];

/** Reads a history entry's state, which anything may have written. */
export function doneOf(state: unknown): Done | undefined {
  return doneSchema.safeParse(state).data?.done;
}
