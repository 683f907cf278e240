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

const DAY_MS = 86_400_000;
/** Any fixed number; whoever makes or drops partitions holds it. */
const LOCK = 7_301_122;
const PREFIX = 'samples_';
/** Dropping waits for readers, and sampling waits behind it: give up soon. */
const LOCK_TIMEOUT = '2s';

/** Days are UTC days. */
export function dayOf(at: Date): Date {
  return new Date(Math.floor(at.getTime() / DAY_MS) * DAY_MS);
}

function partitionName(day: Date): string {
  return PREFIX + day.toISOString().slice(0, 10).replaceAll('-', '');
}

async function listPartitions(trx: Knex): Promise<string[]> {
  const { rows } = await trx.raw<{ rows: { name: string }[] }>(
    `select c.relname as name
     from pg_inherits i join pg_class c on c.oid = i.inhrelid
     where i.inhparent = to_regclass('samples')
     order by c.relname`,
  );
  return rows.map(row => row.name);
}

/**
 * Makes the partitions of the days from `from` to `until` that are missing.
 * They are attached, not created in place, so that nobody who reads or writes
 * samples has to wait.
 */
export async function makePartitions(
  knex: Knex,
  from: Date,
  until: Date,
): Promise<string[]> {
  return knex.transaction(async trx => {
    await trx.raw('select pg_advisory_xact_lock(?)', [LOCK]);
    const present = new Set(await listPartitions(trx));
    const made: string[] = [];
    let day = dayOf(from);
    while (day <= until) {
      const next = new Date(day.getTime() + DAY_MS);
      const name = partitionName(day);
      if (!present.has(name)) {
        await trx.raw('create table ?? (like samples including all)', [name]);
        await trx.raw(
          `alter table samples attach partition ??
           for values from ('${day.toISOString()}') to ('${next.toISOString()}')`,
          [name],
        );
        made.push(name);
      }
      day = next;
    }
    return made;
  });
}

/**
 * Drops the partitions of the days before that of `before`.
 *
 * @throws when readers keep them in use for two seconds; try again later.
 */
export async function dropPartitions(
  knex: Knex,
  before: Date,
): Promise<string[]> {
  const oldest = partitionName(dayOf(before));
  return knex.transaction(async trx => {
    await trx.raw('select pg_advisory_xact_lock(?)', [LOCK]);
    await trx.raw(`set local lock_timeout = '${LOCK_TIMEOUT}'`);
    const old = (await listPartitions(trx)).filter(name => name < oldest);
    for (const name of old) await trx.raw('drop table ??', [name]);
    return old;
  });
}
