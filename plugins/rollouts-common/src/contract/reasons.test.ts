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
import { COMMANDS } from '../words';
import { operations } from '.';

/** What a person says, and others judge later. */
const SAID =
  /^(reason|note|text|title|differently|businessGoal|belief|audience|expectedOutcome|refutedBy)$/;

type Found = [where: string, schema: z.ZodType];

/** Every text that a schema asks of a person. */
function textsIn(schema: z.ZodType, where: string): Found[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) {
    return textsIn(schema.unwrap() as z.ZodType, where);
  }
  if (schema instanceof z.ZodArray) {
    return textsIn(schema.element as z.ZodType, `${where}[]`);
  }
  if (schema instanceof z.ZodUnion) {
    return schema.options.flatMap((option, index) =>
      textsIn(option as z.ZodType, `${where}/${index}`),
    );
  }
  if (schema instanceof z.ZodObject) {
    const { command } = schema.shape as Record<string, z.ZodType>;
    const name = command instanceof z.ZodLiteral ? ` ${command.value}` : '';
    return Object.entries(schema.shape).flatMap(([key, member]) =>
      textsIn(member as z.ZodType, `${where}${name}.${key}`),
    );
  }
  const key = where.slice(where.lastIndexOf('.') + 1);
  return schema instanceof z.ZodString && SAID.test(key)
    ? [[where, schema]]
    : [];
}

const texts = Object.values(operations).flatMap(({ id, body }) =>
  textsIn(body, id),
);

it('asks for a reason of every command', () => {
  const asked = texts.map(([where]) => where);
  for (const command of COMMANDS) {
    expect(asked).toContainEqual(
      expect.stringMatching(new RegExp(` ${command}\\.reason$`)),
    );
  }
});

it.each(texts)('%s says something that can be seen', (_, schema) => {
  for (const unseen of ['', ' ', '\t\n', '\u00a0', '\u200b', '\u2800 \u3164']) {
    expect(schema.safeParse(unseen).success).toBe(false);
  }
  expect(schema.safeParse('Émile a vu la latence; 支払いを直す').success).toBe(
    true,
  );
});
