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
import { formSchema } from './form';
import { STEPS } from './steps';
import type { DraftState } from './state';

/** Rises when a stored draft can no longer be read by what follows it. */
const VERSION = 1;

const storedSchema = z.object({
  version: z.literal(VERSION),
  id: z.string().min(1),
  revision: z.int().min(0),
  step: z.enum(STEPS),
  form: formSchema,
});

export type StoredDraft = z.infer<typeof storedSchema>;

function keyFor(viewer: string, subject: string): string {
  return `stagecraft.rollouts.draft/${viewer}/${subject}`;
}

/** The draft a person left, or nothing where there is none that can be read. */
export function loadDraft(
  viewer: string,
  subject: string,
): StoredDraft | undefined {
  try {
    const text = localStorage.getItem(keyFor(viewer, subject));
    const parsed = storedSchema.safeParse(text && JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    // Blocked storage and torn text are the same as no draft.
    return undefined;
  }
}

/** @returns whether the draft was kept; a browser may forbid it. */
export function saveDraft(
  viewer: string,
  subject: string,
  { id, revision, step, form }: DraftState,
): boolean {
  const stored: StoredDraft = { version: VERSION, id, revision, step, form };
  try {
    localStorage.setItem(keyFor(viewer, subject), JSON.stringify(stored));
    return true;
  } catch {
    return false;
  }
}

export function discardDraft(viewer: string, subject: string): void {
  try {
    localStorage.removeItem(keyFor(viewer, subject));
  } catch {
    // Blocked storage holds no draft.
  }
}
