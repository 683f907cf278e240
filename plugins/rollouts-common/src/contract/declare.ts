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
import type { Operation } from './operation';

const nothing = z.object({});
const noBody = z.undefined();
/** The parameter of paths that name one thing. */
export const id = z.object({ id: z.string().min(1).max(64) });
/** How lists are read page by page. */
export const page = {
  limit: z.coerce.number().int().min(1).max(100).default(25),
  /** Opaque; from `nextCursor` of the page before. */
  cursor: z.string().max(500).optional(),
};

/** An operation; what it does not say has neither input nor key. */
export function operation<
  P extends z.ZodType = typeof nothing,
  Q extends z.ZodType = typeof nothing,
  B extends z.ZodType = typeof noBody,
  R extends z.ZodType = z.ZodType,
>(
  declared: Pick<Operation, 'id' | 'method' | 'path' | 'summary'> & {
    params?: P;
    query?: Q;
    body?: B;
    response: R;
    status?: 200 | 201;
    idempotent?: boolean;
    media?: string;
  },
): Operation<P, Q, B, R> {
  return {
    status: 200,
    idempotent: false,
    ...declared,
    params: (declared.params ?? nothing) as P,
    query: (declared.query ?? nothing) as Q,
    body: (declared.body ?? noBody) as B,
  };
}
