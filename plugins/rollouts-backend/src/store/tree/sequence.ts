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
import type { SubtreeRoot } from '../../chain/merkle';
import type { TreeHeadRow, TreeLeafRow, TreeStateRow } from '../tables';

export interface Leaf {
  /** From 0. */
  index: number;
  /** Of an experiment or another record, see `chainOf`. */
  chain: string;
  seq: number;
  /** The entry's. */
  hash: string;
}

/**
 * What the next head is made from, locked; undefined while another makes one,
 * or when it is too early.
 */
export async function lockTree(
  trx: Knex.Transaction,
): Promise<TreeStateRow | undefined> {
  return trx<TreeStateRow>('tree_state')
    .where('due_at', '<=', trx.raw('clock_timestamp()'))
    .forUpdate()
    .skipLocked()
    .first();
}

/**
 * Takes entries that no head covers, in an order that keeps every chain's.
 * Waits for no transaction that is still deciding: that one's come later.
 */
export async function takeQueued(
  trx: Knex.Transaction,
  limit: number,
): Promise<Omit<Leaf, 'index'>[]> {
  const { rows } = await trx.raw<{
    rows: { chain: string; seq: string; hash: string; position: string }[];
  }>(
    `delete from tree_queue where position in
       (select position from tree_queue order by position limit ?)
     returning chain, seq, hash, position`,
    [limit],
  );
  return rows
    .sort((a, b) => Number(a.position) - Number(b.position))
    .map(({ chain, seq, hash }) => ({ chain, seq: Number(seq), hash }));
}

export interface Grown {
  leaves: Leaf[];
  nodes: SubtreeRoot[];
  head: TreeHead;
  frontier: readonly string[];
  /** When the next head may be made. */
  dueInMs: number;
}

/** Writes a head and what it newly covers. */
export async function writeGrown(
  trx: Knex.Transaction,
  { leaves, nodes, head, frontier, dueInMs }: Grown,
): Promise<void> {
  await trx.raw(
    `insert into tree_leaves (index, chain, seq, hash)
     select * from unnest(?::bigint[], ?::text[], ?::bigint[], ?::text[])`,
    [
      leaves.map(leaf => leaf.index),
      leaves.map(leaf => leaf.chain),
      leaves.map(leaf => leaf.seq),
      leaves.map(leaf => leaf.hash),
    ],
  );
  if (nodes.length > 0) await trx('tree_nodes').insert(nodes);
  await trx('tree_heads').insert({
    size: head.size,
    head: JSON.stringify(head),
  });
  await trx('tree_state').update({
    size: head.size,
    frontier: JSON.stringify(frontier),
    due_at: trx.raw(`clock_timestamp() + ? * interval '1 millisecond'`, [
      dueInMs,
    ]),
  });
}

export async function readNewestHead(trx: Knex): Promise<TreeHead | undefined> {
  const row = await trx<TreeHeadRow>('tree_heads')
    .orderBy('size', 'desc')
    .first('head');
  return row?.head;
}

/** Heads that cover more than `after` entries, the smallest first. */
export async function readHeads(
  trx: Knex,
  after: number,
  limit: number,
): Promise<TreeHead[]> {
  const rows = await trx<TreeHeadRow>('tree_heads')
    .where('size', '>', String(after))
    .orderBy('size')
    .limit(limit)
    .select('head');
  return rows.map(row => row.head);
}

/** Leaves from index `from` on, up to but without `to`, in their order. */
export async function readLeaves(
  trx: Knex,
  from: number,
  to: number,
): Promise<Leaf[]> {
  const rows = await trx<TreeLeafRow>('tree_leaves')
    .where('index', '>=', String(from))
    .where('index', '<', String(to))
    .orderBy('index')
    .select('index', 'chain', 'seq', 'hash');
  return rows.map(row => ({
    index: Number(row.index),
    chain: row.chain,
    seq: Number(row.seq),
    hash: row.hash,
  }));
}

/** Roots of full subtrees of a level, from one position up to but without another. */
export async function readNodes(
  trx: Knex,
  level: number,
  from: number,
  to: number,
): Promise<string[]> {
  return trx('tree_nodes')
    .where({ level })
    .where('position', '>=', from)
    .where('position', '<', to)
    .orderBy('position')
    .pluck('hash');
}
