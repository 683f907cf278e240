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

import type {
  Operation,
  OperationOutput,
  Problem,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Request, Router } from 'express';
import { z } from 'zod';
import { InputProblemsError } from '../governance/errors';
import type { RequestKey } from '../governance/once';
import { problemsOf } from '../governance/problems';
import { hashRequest } from '../audit/hash';
import { unstorable } from './unstorable';

const keySchema = z.string().min(8).max(128);

/** A request whose parts are what its operation declares. */
export interface Call<O extends Operation> {
  request: Request;
  params: z.output<O['params']>;
  query: z.output<O['query']>;
  body: z.output<O['body']>;
  /** For an operation that makes repeats one, where the caller gave a key. */
  keyOf(actor: { ref: string }): RequestKey | undefined;
}

export type Answerer<O extends Operation> = (
  call: Call<O>,
) => Promise<OperationOutput<O>>;

type Part = 'params' | 'query' | 'body';

function parsePart<S extends z.ZodType>(
  schema: S,
  raw: unknown,
): { data?: z.output<S>; problems: Problem[] } {
  const parsed = schema.safeParse(raw, { reportInput: true });
  return parsed.success
    ? { data: parsed.data, problems: unstorable(raw) }
    : { problems: problemsOf(parsed.error) };
}

/** A body is only what was sent as one: nothing reads as undefined. */
function bodyOf(request: Request, operation: Operation): unknown {
  return operation.body instanceof z.ZodUndefined ? undefined : request.body;
}

function keyReader(operation: Operation, request: Request, input: unknown) {
  const header = request.header('idempotency-key');
  if (!operation.idempotent || header === undefined) return () => undefined;
  const parsed = keySchema.safeParse(header);
  if (!parsed.success) {
    throw new InputProblemsError([
      {
        path: ['Idempotency-Key'],
        message: 'The idempotency key has 8 to 128 characters',
        remedy: 'Send a fresh random key, such as a UUID',
      },
    ]);
  }
  const requestHash = hashRequest({ operation: operation.id, input });
  return ({ ref }: { ref: string }): RequestKey => ({
    actor: ref,
    key: parsed.data,
    requestHash,
  });
}

/**
 * Serves an operation as it is declared: its input is parsed by its schemas,
 * every field that is wrong is named, and the answer has its declared type.
 */
export function bind<O extends Operation>(
  router: Router,
  operation: O,
  answer: Answerer<O>,
): void {
  const path = `/v1${operation.path.replace(/\{(\w+)\}/g, ':$1')}`;
  router[operation.method](path, async (request, response) => {
    const params = parsePart<O['params']>(operation.params, request.params);
    const query = parsePart<O['query']>(operation.query, request.query);
    const body = parsePart<O['body']>(
      operation.body,
      bodyOf(request, operation),
    );
    const problems = [params, query, body].flatMap(part => part.problems);
    if (problems.length > 0) throw new InputProblemsError(problems);
    const input = { params: params.data, query: query.data, body: body.data };
    const result = await answer({
      request,
      // Without problems every part was parsed.
      ...(input as Pick<Call<O>, Part>),
      keyOf: keyReader(operation, request, input),
    });
    response.status(operation.status);
    if (operation.media) response.type(operation.media).send(result);
    else response.json(result);
  });
}
