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

import type {
  Decision,
  TreeHead,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import type { TreeHeadRow } from '../../store/tables';
import { readCopies, type Leaf } from '../../store/tree';
import type { DecisionEntry } from '../entry';
import type { Ledger, LedgerRecord } from './ledger';

/** Few enough that hashing them takes some milliseconds. */
const RECORDS = 200;
const LEAVES = 4000;

interface RecordRow {
  seq: string;
  entry: DecisionEntry;
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
  experiment_id: string;
  seq: string;
  hash: string;
}

const RECORDS_SQL = `
  select d.seq, d.entry, d.previous_hash, d.hash,
    d.entry ->> 'experimentId' = d.experiment_id
      and (d.entry ->> 'seq')::bigint = d.seq
      and d.entry ->> 'rolloutId' is not distinct from d.rollout_id
      and (d.entry ->> 'at')::timestamptz = d.at
      and d.entry ->> 'command' = d.command
      and d.entry -> 'actor' ->> 'kind' = d.actor_kind as agree,
    l.index, l.hash as leaf_hash, e.chain_seq, e.chain_hash
  from decisions d
  left join tree_leaves l using (experiment_id, seq)
  left join experiments e on e.id = d.experiment_id
  order by d.experiment_id, d.seq`;

const LEAVES_SQL = `select index, experiment_id, seq, hash from tree_leaves order by index`;
const HEADS_SQL = `select head from tree_heads order by size`;

function toRecord(row: RecordRow): LedgerRecord {
  const decision: Decision = {
    ...row.entry,
    previousHash: row.previous_hash,
    hash: row.hash,
  };
  return {
    seq: Number(row.seq),
    decision,
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
  experimentId: row.experiment_id,
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

  records(): AsyncIterable<LedgerRecord[]> {
    return this.#read(RECORDS_SQL, RECORDS, toRecord);
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
       left join decisions d using (experiment_id, seq)
       where d.hash is null order by l.index limit 1`,
    );
    return rows.map(toLeaf)[0];
  }

  async firstEmptied(): Promise<{ experimentId: string } | undefined> {
    const { rows } = await this.#trx.raw<{ rows: { id: string }[] }>(
      `select id from experiments where chain_seq > 0 and not exists
         (select from decisions where experiment_id = experiments.id)
       order by created_at limit 1`,
    );
    return rows.map(({ id }) => ({ experimentId: id }))[0];
  }

  async has(experimentId: string, seq: number): Promise<boolean> {
    const row = await this.#trx('decisions')
      .where({ experiment_id: experimentId, seq })
      .first('seq');
    return row !== undefined;
  }

  async publishedSize(): Promise<number> {
    const sizes = (await readCopies(this.#trx)).map(row =>
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
