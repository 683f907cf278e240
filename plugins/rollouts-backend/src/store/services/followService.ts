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
import type { People } from '../../lifecycle/people';
import { selectRollouts } from '../rollouts/readRollout';
import { toStored, type StoredRow } from '../rollouts/StoredRollout';
import { projectionOf } from '../rollouts/projection';
import { inTransaction } from '../transaction';

/** Whose a service is today. */
export interface Owned {
  ref: string;
  system: string | null;
  owner: string | null;
  tags: string[];
  people: People;
}

/** Changed in one transaction. */
const AT_ONCE = 500;

/** Keeps who sees what only names the service. */
export async function keepService(
  trx: Knex,
  { ref, system }: Pick<Owned, 'ref' | 'system'>,
  parts: readonly string[],
): Promise<void> {
  await trx('services')
    .insert({ ref, system, parts: [...parts] })
    .onConflict('ref')
    .merge(['system', 'parts']);
}

/** Those that are decided on at this moment are left to the next look. */
async function followSome(
  trx: Knex.Transaction,
  { ref, system, owner, tags, people }: Owned,
  atOnce: number,
): Promise<number> {
  const rows: StoredRow[] = await selectRollouts(trx)
    .where('r.service', ref)
    .whereRaw(
      `(r.people, r.system, r.owner, r.tags)
       is distinct from (?::jsonb, ?::text, ?::text, ?::text[])`,
      [JSON.stringify(people), system, owner, tags],
    )
    .orderBy('r.id')
    .limit(atOnce)
    .forNoKeyUpdate('r')
    .skipLocked();
  const changed = rows.map(row => {
    const { parts, awaits, needs_people } = projectionOf({
      ...toStored(row),
      people,
    });
    return { id: row.id, parts, awaits, needs_people };
  });
  await trx.raw(
    `update rollouts r set people = ?::jsonb, system = ?, owner = ?,
       tags = ?::text[], parts = c.parts, awaits = c.awaits,
       needs_people = c.needs_people
     from jsonb_to_recordset(?::jsonb) as c(
       id text, parts text[], awaits text[], needs_people boolean)
     where r.id = c.id`,
    [JSON.stringify(people), system, owner, tags, JSON.stringify(changed)],
  );
  return rows.length;
}

/**
 * Hands all rollouts of a service, also those that have ended, to whoever it
 * belongs to now. What their decisions say stays as it was written.
 *
 * @returns how many changed hands.
 */
export async function followService(
  knex: Knex,
  owned: Owned,
  atOnce = AT_ONCE,
): Promise<number> {
  let followed = 0;
  for (;;) {
    const count = await inTransaction(knex, trx =>
      followSome(trx, owned, atOnce),
    );
    followed += count;
    if (count < atOnce) return followed;
  }
}
