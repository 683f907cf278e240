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

import { Schema } from '../schema';

export const text: Schema = { type: 'string' };
export const integer: Schema = { type: 'integer' };
export const flag: Schema = { type: 'boolean' };
export const count: Schema = { type: 'integer', minimum: 0 };
export const port: Schema = { type: 'integer', minimum: 1, maximum: 65535 };
export const textMap: Schema = { type: 'object', additionalProperties: text };

/** Any object, kept as it is: parts that nothing in the sandbox reads. */
export const anything: Schema = {
  type: 'object',
  'x-kubernetes-preserve-unknown-fields': true,
};

export const SUBDOMAIN =
  '^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$';
export const LABEL = '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$';

export function object(
  properties: { readonly [field: string]: Schema },
  required: readonly string[] = [],
): Schema {
  return { type: 'object', properties, ...(required.length && { required }) };
}

export function list(items: Schema, limits: Partial<Schema> = {}): Schema {
  return { type: 'array', items, ...limits };
}

/** An object whose named fields are checked and whose others are kept. */
export function open(
  properties: { readonly [field: string]: Schema },
  required: readonly string[] = [],
): Schema {
  return {
    ...object(properties, required),
    'x-kubernetes-preserve-unknown-fields': true,
  };
}

export const conditions = list(
  object(
    {
      type: text,
      status: { type: 'string', enum: ['True', 'False', 'Unknown'] },
      reason: text,
      message: text,
      observedGeneration: count,
      lastTransitionTime: text,
      lastUpdateTime: text,
    },
    ['type', 'status'],
  ),
);

export const labelSelector = object({
  matchLabels: textMap,
  matchExpressions: list(
    object({ key: text, operator: text, values: list(text) }, [
      'key',
      'operator',
    ]),
  ),
});
