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

import type { Knex } from 'knex';
import {
  keepAnswer,
  readAnswer,
  releaseKey,
  takeKey,
  type KeptAnswer,
} from '../store/idempotency';
import { RefusedConflictError } from '../problems/errors';

/** What makes repeats of a request one: who asks, by which key, for what. */
export interface RequestKey {
  actor: string;
  key: string;
  /** Over the operation and all of its input. */
  requestHash: string;
}

function answerOf(kept: KeptAnswer, request: RequestKey): unknown {
  if (kept.requestHash === request.requestHash) return kept.response;
  throw new RefusedConflictError(
    'This idempotency key was used for another request',
    {
      code: 'idempotency-key-reused',
      remedy: 'Use a fresh key for each request, and the same one for repeats',
    },
  );
}

/**
 * The answer that the request got before, without doing anything.
 *
 * @throws RefusedConflictError when the key was used for another request.
 */
export async function answerBefore(
  knex: Knex,
  request: RequestKey,
): Promise<unknown | undefined> {
  const kept = await readAnswer(knex, request.actor, request.key);
  return kept && answerOf(kept, request);
}

/**
 * Does `work` once for a key, in the transaction that also keeps its answer.
 * A repeat that comes meanwhile waits, then gets the kept answer. Work that
 * returns undefined was refused, keeps nothing, and may be tried again.
 */
export async function once<T>(
  trx: Knex,
  request: RequestKey,
  work: () => Promise<T | undefined>,
): Promise<T | undefined> {
  if (!(await takeKey(trx, request))) {
    const kept = await readAnswer(trx, request.actor, request.key);
    if (!kept) throw new Error(`The answer for key ${request.key} was lost`);
    // Kept by the same operation with the same input, so it has its shape.
    return answerOf(kept, request) as T;
  }
  const response = await work();
  if (response === undefined) {
    await releaseKey(trx, request.actor, request.key);
    return undefined;
  }
  await keepAnswer(trx, { ...request, status: 200, response });
  return response;
}
