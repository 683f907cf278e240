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
import type { TreeCopyRow } from '../tables';

/** Keeps a row for each configured copy, and none for others. */
export async function registerCopies(
  trx: Knex.Transaction,
  names: readonly string[],
): Promise<void> {
  await trx('tree_copies').whereNotIn('name', names).delete();
  if (names.length === 0) return;
  await trx('tree_copies')
    .insert(names.map(name => ({ name })))
    .onConflict('name')
    .ignore();
}

/** Locks a copy, so that one at a time writes to it; undefined while another does. */
export async function lockCopy(
  trx: Knex.Transaction,
  name: string,
): Promise<TreeCopyRow | undefined> {
  return trx<TreeCopyRow>('tree_copies')
    .where({ name })
    .forUpdate()
    .skipLocked()
    .first();
}

/** Notes that a copy has the head of this size. */
export async function noteCopied(
  trx: Knex,
  name: string,
  size: number,
): Promise<void> {
  await trx('tree_copies')
    .where({ name })
    .update({
      copied_size: size,
      copied_at: trx.raw('clock_timestamp()'),
      trouble: null,
      trouble_since: null,
    });
}

/** Notes why a copy could not be written to, and since when. */
export async function noteCopyTrouble(
  trx: Knex,
  name: string,
  trouble: string,
): Promise<void> {
  await trx('tree_copies')
    .where({ name })
    .update({
      trouble,
      trouble_since: trx.raw('coalesce(trouble_since, clock_timestamp())'),
    });
}

export async function readCopies(trx: Knex): Promise<TreeCopyRow[]> {
  return trx<TreeCopyRow>('tree_copies').orderBy('name').select('*');
}

/**
 * Since when something waits to be covered by a head, or a head to be copied;
 * null when everything is published.
 */
export async function readUnpublishedSince(trx: Knex): Promise<Date | null> {
  const {
    rows: [row],
  } = await trx.raw<{ rows: { since: Date | null }[] }>(
    `select least(
       (select coalesce(d.at, a.at) from tree_queue q
        left join decisions d on d.experiment_id = q.chain and d.seq = q.seq
        left join acts a on a.chain = q.chain and a.seq = q.seq
        order by q.position limit 1),
       (select (head ->> 'at')::timestamptz from tree_heads
        where size > (select min(copied_size) from tree_copies)
        order by size limit 1)
     ) as since`,
  );
  return row.since;
}

/** How many entries there are, how many are queued, how many published. */
export async function countTree(
  trx: Knex,
): Promise<{ covered: number; queued: number; published: number }> {
  const {
    rows: [row],
  } = await trx.raw<{ rows: Record<string, string | null>[] }>(
    `select (select size from tree_state) as covered,
       (select count(*) from tree_queue) as queued,
       (select least(min(copied_size), (select size from tree_state))
        from tree_copies) as published`,
  );
  return {
    covered: Number(row.covered),
    queued: Number(row.queued),
    published: Number(row.published ?? 0),
  };
}
