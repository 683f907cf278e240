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
import { problemSchema } from '../words';
import { operations } from './operations';
import type { Operation } from './operation';

/** Sizes above this are refused with 413 before they are parsed. */
export const MAX_BODY_BYTES = 256 * 1024;

/**
 * The body of every refusal. `code` is stable for programs; `remedy` says what
 * a person can do; `problems` name fields; `current` is the newest state where
 * the caller's was stale.
 */
export const errorBodySchema = z.object({
  error: z.object({
    name: z.string(),
    message: z.string(),
    code: z.string().optional(),
    remedy: z.string().optional(),
    whoCould: z.array(z.string()).optional(),
    problems: z.array(problemSchema).optional(),
    current: z.unknown().optional(),
  }),
});
export type ErrorBody = z.infer<typeof errorBodySchema>;

type JsonSchema = Record<string, unknown>;

/** Schemas that others refer to, by their content; the value names them. */
type Shared = Map<string, string>;

const LOCAL = '#/$defs/';
const GLOBAL = '#/components/schemas/';

/** Moves a schema's own definitions to where the whole document finds them. */
function share(schema: JsonSchema, shared: Shared): JsonSchema {
  const { $schema: _, $defs, ...rest } = schema;
  let text = JSON.stringify(rest);
  for (const [name, definition] of Object.entries($defs ?? {})) {
    const content = JSON.stringify(definition).replaceAll(
      `"${LOCAL}${name}"`,
      `"${LOCAL}self"`,
    );
    const known = shared.get(content) ?? `Shared${shared.size + 1}`;
    shared.set(content, known);
    text = text.replaceAll(`"${LOCAL}${name}"`, `"${GLOBAL}${known}"`);
  }
  return JSON.parse(text);
}

function sharedSchemas(shared: Shared): Record<string, JsonSchema> {
  return Object.fromEntries(
    [...shared].map(([content, name]) => [
      name,
      JSON.parse(content.replaceAll(`"${LOCAL}self"`, `"${GLOBAL}${name}"`)),
    ]),
  );
}

function toJsonSchema(
  schema: z.ZodType,
  io: 'input' | 'output',
  shared: Shared,
): JsonSchema {
  return share(
    z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as JsonSchema,
    shared,
  );
}

function parameters(
  schema: z.ZodType,
  where: 'path' | 'query',
  shared: Shared,
) {
  const json = toJsonSchema(schema, 'input', shared);
  const required = new Set((json.required as string[] | undefined) ?? []);
  return Object.entries((json.properties ?? {}) as JsonSchema).map(
    ([name, property]) => ({
      name,
      in: where,
      required: where === 'path' || required.has(name),
      schema: property,
    }),
  );
}

function describe(operation: Operation, shared: Shared) {
  const hasBody = !(operation.body instanceof z.ZodUndefined);
  return {
    operationId: operation.id,
    summary: operation.summary,
    parameters: [
      ...parameters(operation.params, 'path', shared),
      ...parameters(operation.query, 'query', shared),
      ...(operation.idempotent
        ? [
            {
              name: 'Idempotency-Key',
              in: 'header',
              required: false,
              description:
                'The same key and body again answers as the first time did',
              schema: { type: 'string', minLength: 8, maxLength: 128 },
            },
          ]
        : []),
    ],
    ...(hasBody
      ? {
          requestBody: {
            required: true,
            content: {
              'application/json': {
                schema: toJsonSchema(operation.body, 'input', shared),
              },
            },
          },
        }
      : {}),
    responses: {
      [operation.status]: {
        description: 'Success',
        content: {
          [operation.media ?? 'application/json']: {
            schema: toJsonSchema(operation.response, 'output', shared),
          },
        },
      },
      default: {
        description: 'Refused; says why and what to do',
        content: {
          'application/json': {
            schema: { $ref: '#/components/schemas/Error' },
          },
        },
      },
    },
  };
}

/** The OpenAPI 3.1 document of the API, made from its declaration. */
export function openApiDocument(baseUrl: string) {
  const shared: Shared = new Map();
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of Object.values(operations) as Operation[]) {
    paths[operation.path] = {
      ...paths[operation.path],
      [operation.method]: describe(operation, shared),
    };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Stagecraft rollouts', version: '1' },
    servers: [{ url: baseUrl }],
    security: [{ bearer: [] }],
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
      schemas: {
        Error: toJsonSchema(errorBodySchema, 'output', shared),
        ...sharedSchemas(shared),
      },
    },
  };
}
