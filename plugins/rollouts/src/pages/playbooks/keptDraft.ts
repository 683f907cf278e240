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

const keptSchema = z.object({
  text: z.string(),
  reason: z.string(),
  /** The version that it was begun on; 0 for a new playbook. */
  version: z.int().min(0),
});
export type KeptDraft = z.infer<typeof keptSchema>;

function keyFor(subject: string): string {
  return `stagecraft.rollouts.playbook/${subject}`;
}

/** What this tab kept of a draft, or nothing where there is none to read. */
export function kept(subject: string): KeptDraft | undefined {
  try {
    const text = sessionStorage.getItem(keyFor(subject));
    return keptSchema.safeParse(text && JSON.parse(text)).data;
  } catch {
    // Blocked storage and torn text are the same as no draft.
    return undefined;
  }
}

export function keep(subject: string, draft: KeptDraft | undefined): void {
  try {
    if (!draft) sessionStorage.removeItem(keyFor(subject));
    else sessionStorage.setItem(keyFor(subject), JSON.stringify(draft));
  } catch {
    // It is then lost with the page, as everything else on it.
  }
}
