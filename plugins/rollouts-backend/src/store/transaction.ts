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

import { setTimeout as delay } from 'node:timers/promises';
import type { Knex } from 'knex';

/** Deadlock, and a serialisation failure: the whole transaction may be tried again. */
const TRANSIENT = new Set(['40P01', '40001']);
const TRIES = 4;
const FIRST_PAUSE_MS = 25;

function isTransient(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    TRANSIENT.has(String(error.code))
  );
}

/**
 * Runs `work` in one transaction. A deadlock or serialisation failure runs the
 * whole of it again, so `work` must not change anything outside the database.
 */
export async function inTransaction<T>(
  knex: Knex,
  work: (trx: Knex.Transaction) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await knex.transaction(work);
    } catch (error) {
      if (!isTransient(error) || attempt === TRIES) throw error;
      await delay(FIRST_PAUSE_MS * 2 ** (attempt - 1));
    }
  }
}
