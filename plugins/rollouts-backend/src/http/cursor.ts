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
import { InputProblemsError } from '../problems/errors';

/** A timestamp with PostgreSQL's microseconds. */
const exactInstant = z.iso.datetime({ precision: 6 });
const id = z.string().min(1).max(64);

export const boardCursor = z.object({
  urgency: z.int(),
  updatedAt: exactInstant,
  id,
});
export const experimentCursor = z.object({ createdAt: exactInstant, id });
export const learningCursor = z.object({ concludedAt: exactInstant, id });
export const decisionCursor = z.int().min(1);

/** An opaque text for where a page ended; null after the last. */
export function encodeCursor(position: unknown): string | null {
  return position === undefined
    ? null
    : Buffer.from(JSON.stringify(position)).toString('base64url');
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

/** @throws InputProblemsError for anything but a cursor of this list. */
export function decodeCursor<S extends z.ZodType>(
  cursor: string | undefined,
  schema: S,
): z.output<S> | undefined {
  if (cursor === undefined) return undefined;
  const parsed = schema.safeParse(parse(cursor));
  if (parsed.success) return parsed.data;
  throw new InputProblemsError([
    {
      path: ['cursor'],
      message: 'This is no cursor of this list',
      remedy: 'Start again without a cursor',
    },
  ]);
}
