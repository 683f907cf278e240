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

import type { z } from 'zod';

export type Method = 'get' | 'post';

/** One operation of the HTTP API; the only place where its shape is said. */
export interface Operation<
  TParams extends z.ZodType = z.ZodType,
  TQuery extends z.ZodType = z.ZodType,
  TBody extends z.ZodType = z.ZodType,
  TResponse extends z.ZodType = z.ZodType,
> {
  id: string;
  method: Method;
  /** Below `/api/rollouts/v1`, parameters in braces: `/rollouts/{id}`. */
  path: string;
  summary: string;
  params: TParams;
  query: TQuery;
  body: TBody;
  response: TResponse;
  /** The status of success. */
  status: 200 | 201;
  /** Whether an `Idempotency-Key` header makes repeats one. */
  idempotent: boolean;
  /** The media type of an answer that is text; JSON where nothing is said. */
  media?: string;
}

export type OperationInput<O extends Operation> = {
  params: z.input<O['params']>;
  query: z.input<O['query']>;
  body: z.input<O['body']>;
};

export type OperationOutput<O extends Operation> = z.output<O['response']>;
