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
import { hiddenIn, withoutHidden } from './hidden';

/** What nobody can see: spaces, characters without a form, an empty cell of braille. */
const UNSEEN =
  /[\p{White_Space}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]+/gu;

/** How many characters of a text people can see, with single spaces between. */
export function seenLength(text: string): number {
  return text.replace(UNSEEN, ' ').trim().length;
}

/** Refuses what would be read otherwise than it is written. */
export function refuseHidden(text: string, context: z.RefinementCtx): void {
  const hidden = hiddenIn(text);
  if (!hidden) return;
  const { code, after } = hidden;
  const where = after === '' ? 'at its beginning' : `after "${after}"`;
  context.addIssue({
    code: 'custom',
    message: `There is a character that nobody sees, ${code}, ${where}`,
    params: {
      remedy: 'Delete it, or type the text anew instead of pasting it',
    },
    input: text,
  });
}

/** A trimmed text of at most `max` characters, all of which can be seen. */
export const textSchema = (max: number) =>
  z
    .string()
    .trim()
    .min(1, { error: 'Say something here', abort: true })
    .refine(text => seenLength(text) > 0, 'Say something here')
    .max(max, { error: `At most ${max} characters`, abort: true })
    .superRefine(refuseHidden);

/**
 * Why somebody acts. What nobody sees is left out instead of refused: pasted
 * text has it, and lowering exposure waits for nothing.
 */
export const reasonSchema = (max: number) =>
  z
    .string()
    // Of what is far too long nothing is looked at.
    .max(10 * max, { error: `At most ${max} characters`, abort: true })
    .overwrite(withoutHidden)
    .trim()
    .min(1, { error: 'Say something here', abort: true })
    .refine(text => seenLength(text) > 0, 'Say something here')
    .max(max, `At most ${max} characters`);

/** A full entity reference in lower case, `kind:namespace/name`. */
export const entityRefSchema = z
  .string()
  .max(200)
  .regex(
    /^[a-z][a-z0-9-]*:[a-z0-9._-]+\/[a-z0-9._-]+$/,
    'Use a full entity reference such as component:default/checkout',
  );

/** A point in time, ISO 8601 in UTC with a trailing Z. */
export const instantSchema = z.iso.datetime({
  error: 'Use a time such as 2026-11-22T14:00:00Z',
});

/** A share in basis points: 0 is nobody, 10 000 is all. */
export const basisPointsSchema = z
  .int('Use whole basis points')
  .min(0, 'Exposure cannot be under 0 %')
  .max(10_000, 'Exposure cannot be over 100 %');

/** A whole number of seconds, at most 90 days. */
export const secondsSchema = z
  .int('Use whole seconds')
  .min(0, 'Use 0 seconds or more')
  .max(90 * 86_400, 'At most 90 days');

/** A short name within a plan: lower case letters, digits and dashes. */
export const slugSchema = z
  .string()
  .max(63, 'At most 63 characters')
  .regex(
    /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/,
    'Use lower case letters, digits and dashes',
  );

/** A SHA-256 in lower case hexadecimal. */
export const sha256Schema = z
  .string()
  .regex(/^[0-9a-f]{64}$/, 'Use a SHA-256 in hexadecimal');
