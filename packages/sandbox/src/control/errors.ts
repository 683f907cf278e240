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

export interface FieldProblem {
  field: string;
  message: string;
}

/** A refusal of the control API, naming the fields at fault. */
export class ControlError extends Error {
  readonly status: number;
  readonly fields: readonly FieldProblem[];

  constructor(
    status: number,
    message: string,
    fields: readonly FieldProblem[] = [],
  ) {
    super(message);
    this.name = 'ControlError';
    this.status = status;
    this.fields = fields;
  }

  toBody() {
    return { error: { message: this.message, fields: this.fields } };
  }
}

/** @throws ControlError 400 naming every field that is wrong. */
export function parseJson<T>(schema: z.ZodType<T>, body: string): T {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw new ControlError(400, 'The body is not JSON.');
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map(issue => ({
    field: issue.path.join('.') || 'body',
    message: issue.message,
  }));
  const text = fields.map(({ field, message }) => `${field}: ${message}`);
  throw new ControlError(400, text.join('; '), fields);
}
