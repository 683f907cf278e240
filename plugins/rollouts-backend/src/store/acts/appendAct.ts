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

import type { Act } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import { CHAIN_START, hashAct } from '../../chain/chain';
import { chainOfRecord, type ActEntry } from '../../chain/entry';
import { databaseNow } from '../clock';

export interface NewAct
  extends Pick<Act, 'record' | 'title' | 'actor' | 'act' | 'reason'> {
  /** What it is about, as it is from now on: JSON. */
  content: object;
  /** The database's clock where nothing is said. */
  at?: string;
  /** The rollout that it belongs to: only its readers read it. */
  rolloutId?: string;
  /** The service or system that it belongs to; likewise. */
  entity?: string;
}

async function lockEnd(
  trx: Knex,
  chain: string,
): Promise<{ seq: number; hash: string }> {
  await trx('act_chains')
    .insert({ chain, seq: 0, hash: CHAIN_START })
    .onConflict('chain')
    .ignore();
  const end = await trx('act_chains')
    .where({ chain })
    .forUpdate()
    .first('seq', 'hash');
  return { seq: Number(end.seq), hash: end.hash };
}

/**
 * Adds an act to the end of its record's chain, in the transaction of the
 * change itself. The lock on the chain's end is of this record only.
 *
 * @returns its position in the chain.
 */
export async function appendAct(trx: Knex, act: NewAct): Promise<number> {
  const chain = chainOfRecord(act.record);
  const end = await lockEnd(trx, chain);
  const entry: ActEntry = {
    record: act.record,
    title: act.title,
    seq: end.seq + 1,
    at: act.at ?? (await databaseNow(trx)).toISOString(),
    actor: act.actor,
    act: act.act,
    reason: act.reason,
    rolloutId: act.rolloutId ?? null,
    entity: act.entity ?? null,
    content: { ...act.content },
  };
  const text = JSON.stringify(entry);
  // Hashed as it is read back, without what JSON leaves out.
  const hash = hashAct(end.hash, JSON.parse(text));
  await trx('acts').insert({
    chain,
    seq: entry.seq,
    kind: entry.record.kind,
    rollout_id: entry.rolloutId,
    entity: entry.entity,
    at: entry.at,
    entry: text,
    previous_hash: end.hash,
    hash,
  });
  await trx('act_chains').where({ chain }).update({ seq: entry.seq, hash });
  return entry.seq;
}
