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

/**
 * Lets one transaction at a time open a first stage in each of these places,
 * so that none counts what another is about to expose. Held until the
 * transaction ends; taken only where a limit is in force, and in one order.
 */
export async function lockScopes(
  trx: Knex.Transaction,
  scopes: readonly { kind: string; id: string }[],
): Promise<void> {
  const names = scopes.map(
    ({ kind, id }) => `stagecraft.exposed.${kind}.${id}`,
  );
  for (const name of [...new Set(names)].sort()) {
    await trx.raw('select pg_advisory_xact_lock(hashtextextended(?, 0))', [
      name,
    ]);
  }
}
