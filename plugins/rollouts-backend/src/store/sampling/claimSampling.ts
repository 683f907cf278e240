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

import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';

/** A definition that this claimer alone samples until its lease ends. */
export interface ClaimedSampling {
  definitionHash: string;
  ticket: string;
  /** Ticks in a row that brought nothing. */
  attempts: number;
  /** The database's clock at the claim. */
  now: Date;
}

/**
 * Claims the definition that is due longest, of those in `hashes`. What is due
 * later than any lease lasts is due: the clock was set back.
 */
export async function claimSampling(
  knex: Knex,
  hashes: readonly string[],
  leaseMs: number,
): Promise<ClaimedSampling | undefined> {
  const ticket = randomUUID();
  const { rows } = await knex.raw<{
    rows: { definition_hash: string; attempts: number; now: Date }[];
  }>(
    `with due as (
       select definition_hash from sampling
       where definition_hash = any(:hashes)
         and (due_at <= clock_timestamp() or due_at
           > clock_timestamp() + 2 * :leaseMs * interval '1 millisecond')
       order by due_at limit 1
       for update skip locked
     )
     update sampling s
     set ticket = :ticket,
         due_at = clock_timestamp() + :leaseMs * interval '1 millisecond'
     from due where s.definition_hash = due.definition_hash
     returning s.definition_hash, s.attempts, clock_timestamp() as now`,
    { hashes: [...hashes], ticket, leaseMs },
  );
  const row = rows[0];
  return (
    row && {
      definitionHash: row.definition_hash,
      ticket,
      attempts: row.attempts,
      now: row.now,
    }
  );
}

/** The lease ended and somebody else samples the definition now. */
export class LostSamplingError extends Error {
  constructor(definitionHash: string) {
    super(`Metric definition ${definitionHash} is sampled by another claimer`);
    this.name = 'LostSamplingError';
  }
}

/**
 * Gives a definition back, due again at `dueAt`, in the transaction that
 * stores what came of the tick. Call it first: it keeps the claim.
 *
 * @throws LostSamplingError
 */
export async function finishSampling(
  trx: Knex,
  claimed: ClaimedSampling,
  result: { dueAt: Date; trouble: string | null; empty: boolean },
): Promise<void> {
  const changed = await trx('sampling')
    .where({
      definition_hash: claimed.definitionHash,
      ticket: claimed.ticket,
    })
    .update({
      ticket: null,
      due_at: result.dueAt,
      attempts: result.empty ? claimed.attempts + 1 : 0,
      last_error: result.trouble,
    });
  if (changed !== 1) throw new LostSamplingError(claimed.definitionHash);
}

/** Milliseconds until the next of `hashes` is due; null when there is none. */
export async function nextSamplingInMs(
  knex: Knex,
  hashes: readonly string[],
): Promise<number | null> {
  const {
    rows: [row],
  } = await knex.raw<{ rows: { ms: number | null }[] }>(
    `select (extract(epoch from min(due_at) - clock_timestamp()) * 1000)::float8
       as ms from sampling where definition_hash = any(?)`,
    [[...hashes]],
  );
  return row.ms;
}
