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

import type { TreeHead } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import type { TreeHeadRow } from '../../store/tables';
import { readCopies, type Leaf } from '../../store/tree';
import type { Entry } from '../../chain/entry';
import type { Ledger, LedgerRecord } from './ledger';

/** Few enough that hashing them takes some milliseconds. */
const RECORDS = 200;
const LEAVES = 4000;

interface RecordRow {
  chain: string;
  seq: string;
  entry: Entry;
  previous_hash: string;
  hash: string;
  agree: boolean;
  index: string | null;
  leaf_hash: string | null;
  chain_seq: string | null;
  chain_hash: string | null;
}

interface LeafRow {
  index: string;
  chain: string;
  seq: string;
  hash: string;
}

const DECISIONS_SQL = `
  select d.experiment_id as chain, d.seq, d.entry, d.previous_hash, d.hash,
    d.entry ->> 'experimentId' = d.experiment_id
      and (d.entry ->> 'seq')::bigint = d.seq
      and d.entry ->> 'rolloutId' is not distinct from d.rollout_id
      and (d.entry ->> 'at')::timestamptz = d.at
      and d.entry ->> 'command' = d.command
      and d.entry -> 'actor' ->> 'kind' = d.actor_kind as agree,
    l.index, l.hash as leaf_hash, e.chain_seq, e.chain_hash
  from decisions d
  left join tree_leaves l on l.chain = d.experiment_id and l.seq = d.seq
  left join experiments e on e.id = d.experiment_id
  order by d.experiment_id, d.seq`;

const ACTS_SQL = `
  select a.chain, a.seq, a.entry, a.previous_hash, a.hash,
    a.entry -> 'record' ->> 'kind' = a.kind
      and a.kind || ':' || (a.entry -> 'record' ->> 'id') = a.chain
      and (a.entry ->> 'seq')::bigint = a.seq
      and a.entry ->> 'rolloutId' is not distinct from a.rollout_id
      and a.entry ->> 'entity' is not distinct from a.entity
      and (a.entry ->> 'at')::timestamptz = a.at as agree,
    l.index, l.hash as leaf_hash, e.seq as chain_seq, e.hash as chain_hash
  from acts a
  left join tree_leaves l on l.chain = a.chain and l.seq = a.seq
  left join act_chains e on e.chain = a.chain
  order by a.chain, a.seq`;

const LEAVES_SQL = `select index, chain, seq, hash from tree_leaves order by index`;
const HEADS_SQL = `select head from tree_heads order by size`;

function toRecord(row: RecordRow): LedgerRecord {
  return {
    chain: row.chain,
    seq: Number(row.seq),
    entry: { ...row.entry, previousHash: row.previous_hash, hash: row.hash },
    columnsAgree: row.agree,
    leaf:
      row.index === null
        ? null
        : { index: Number(row.index), hash: row.leaf_hash ?? '' },
    end: { seq: Number(row.chain_seq ?? 0), hash: row.chain_hash ?? '' },
  };
}

const toLeaf = (row: LeafRow): Leaf => ({
  index: Number(row.index),
  chain: row.chain,
  seq: Number(row.seq),
  hash: row.hash,
});

/** What the database holds, as of the moment its transaction began. */
class DatabaseLedger implements Ledger {
  readonly #knex: Knex;
  readonly #trx: Knex.Transaction;
  #cursors = 0;

  constructor(knex: Knex, trx: Knex.Transaction) {
    this.#knex = knex;
    this.#trx = trx;
  }

  async *records(): AsyncIterable<LedgerRecord[]> {
    yield* this.#read(DECISIONS_SQL, RECORDS, toRecord);
    yield* this.#read(ACTS_SQL, RECORDS, toRecord);
  }

  leaves(): AsyncIterable<Leaf[]> {
    return this.#read(LEAVES_SQL, LEAVES, toLeaf);
  }

  heads(): AsyncIterable<TreeHead[]> {
    return this.#read(HEADS_SQL, RECORDS, ({ head }: TreeHeadRow) => head);
  }

  async firstOrphan(): Promise<Leaf | undefined> {
    const { rows } = await this.#trx.raw<{ rows: LeafRow[] }>(
      `select l.* from tree_leaves l
       left join decisions d on d.experiment_id = l.chain and d.seq = l.seq
       left join acts a on a.chain = l.chain and a.seq = l.seq
       where d.hash is null and a.hash is null order by l.index limit 1`,
    );
    return rows.map(toLeaf)[0];
  }

  async firstEmptied(): Promise<{ chain: string } | undefined> {
    const { rows } = await this.#trx.raw<{ rows: { chain: string }[] }>(
      `(select id as chain from experiments where chain_seq > 0 and not exists
          (select from decisions where experiment_id = experiments.id)
        order by created_at limit 1)
       union all
       (select chain from act_chains where not exists
          (select from acts where acts.chain = act_chains.chain)
        order by chain limit 1)`,
    );
    return rows[0];
  }

  async has(chain: string, seq: number): Promise<boolean> {
    const { rows } = await this.#trx.raw<{ rows: unknown[] }>(
      `select from decisions where experiment_id = :chain and seq = :seq
       union all select from acts where chain = :chain and seq = :seq`,
      { chain, seq },
    );
    return rows.length > 0;
  }

  async copiedSize(name: string): Promise<number> {
    const copies = await readCopies(this.#trx);
    const own = copies.filter(copy => copy.name === name);
    const sizes = (own.length > 0 ? own : copies).map(row =>
      Number(row.copied_size),
    );
    return sizes.length > 0 ? Math.min(...sizes) : 0;
  }

  async headNow(size: number): Promise<TreeHead | undefined> {
    const row = await this.#knex<TreeHeadRow>('tree_heads')
      .where({ size: String(size) })
      .first('head');
    return row?.head;
  }

  async *#read<R, T>(
    sql: string,
    count: number,
    map: (row: R) => T,
  ): AsyncGenerator<T[]> {
    this.#cursors += 1;
    const cursor = `ledger_${this.#cursors}`;
    await this.#trx.raw(`declare ${cursor} no scroll cursor for ${sql}`);
    for (;;) {
      const { rows } = await this.#trx.raw<{ rows: R[] }>(
        `fetch ${count} from ${cursor}`,
      );
      if (rows.length === 0) break;
      yield rows.map(map);
    }
    await this.#trx.raw(`close ${cursor}`);
  }
}

/** Gives what the database holds now, however long `work` takes; writes nothing. */
export async function withLedger<T>(
  knex: Knex,
  work: (ledger: Ledger) => Promise<T>,
): Promise<T> {
  return knex.transaction(
    async trx => {
      // All of it is read, so the plan that reads all of it soonest is best.
      await trx.raw('set local cursor_tuple_fraction = 1');
      return work(new DatabaseLedger(knex, trx));
    },
    { isolationLevel: 'repeatable read', readOnly: true },
  );
}
