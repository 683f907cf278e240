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

import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type {
  Operation,
  OperationOutput,
  Problem,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Request, Router } from 'express';
import { z } from 'zod';
import { InputProblemsError } from '../problems/errors';
import type { RequestKey } from '../governance/once';
import { problemsOf } from '../problems/problems';
import { hashRequest } from '../chain/hash';
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

/** @throws InputProblemsError naming every field that is wrong. */
function parseCall<O extends Operation>(
  operation: O,
  request: Request,
): Call<O> {
  const params = parsePart<O['params']>(operation.params, request.params);
  const query = parsePart<O['query']>(operation.query, request.query);
  const body = parsePart<O['body']>(operation.body, bodyOf(request, operation));
  const problems = [params, query, body].flatMap(part => part.problems);
  if (problems.length > 0) throw new InputProblemsError(problems);
  const input = { params: params.data, query: query.data, body: body.data };
  return {
    request,
    // Without problems every part was parsed.
    ...(input as Pick<Call<O>, Part>),
    keyOf: keyReader(operation, request, input),
  };
}

const pathOf = ({ path }: Operation) =>
  `/v1${path.replace(/\{(\w+)\}/g, ':$1')}`;

/**
 * Serves an operation as it is declared: its input is parsed by its schemas,
 * every field that is wrong is named, and the answer has its declared type.
 */
export function bind<O extends Operation>(
  router: Router,
  operation: O,
  answer: Answerer<O>,
): void {
  router[operation.method](pathOf(operation), async (request, response) => {
    // The router forgets the parameters once something is thrown.
    response.locals.called = { operation, params: request.params };
    const result = await answer(parseCall(operation, request));
    response.status(operation.status);
    if (operation.media) response.type(operation.media).send(result);
    else response.json(result);
  });
}

async function* startingWith(
  first: IteratorResult<string>,
  rest: AsyncIterator<string>,
): AsyncGenerator<string> {
  for (let part = first; !part.done; part = await rest.next()) {
    yield part.value;
  }
}

/**
 * The same for an operation whose answer is too long to be made first. What
 * goes wrong before the first part is answered as an error; later the answer
 * is cut off.
 */
export function bindStream<O extends Operation>(
  router: Router,
  operation: O,
  answer: (call: Call<O>) => Promise<AsyncIterable<string>>,
): void {
  router[operation.method](pathOf(operation), async (request, response) => {
    // The router forgets the parameters once something is thrown.
    response.locals.called = { operation, params: request.params };
    const parts = await answer(parseCall(operation, request));
    const iterator = parts[Symbol.asyncIterator]();
    const first = await iterator.next();
    response
      .status(operation.status)
      .type(operation.media ?? 'application/jsonl')
      .attachment(operation.path.slice(operation.path.lastIndexOf('/') + 1));
    try {
      await pipeline(
        Readable.from(startingWith(first, iterator), { objectMode: false }),
        response,
      );
    } catch (error) {
      // A reader who leaves is no failure of ours.
      if (!request.socket.destroyed) throw error;
    }
  });
}
