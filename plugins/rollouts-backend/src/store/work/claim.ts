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
import type { Ticket } from './ticket';

/** Work that this claimer alone may do until its lease ends. */
export interface ClaimedWork extends Ticket {
  rolloutId: string;
  cluster: string;
  requestSeq: string;
  /** Claims since the work last went well, this one included. */
  attempts: number;
  /** The database's clock at the claim. */
  now: Date;
}

export interface ClaimOptions {
  /** Rolling back has a lane of its own, so that it waits for nothing. */
  lane: 'back' | 'forward';
  limit: number;
  leaseMs: number;
  /** Clusters that are given no more work for now. */
  exceptClusters?: string[];
  /** Only this target. */
  targetId?: string;
}

interface ClaimedRow {
  target_id: string;
  rollout_id: string;
  cluster: string;
  ticket: string;
  request_seq: string;
  attempts: number;
  now: Date;
}

/**
 * Claims due work, urgent work first. The moved due time is the lease: work
 * whose claimer died falls due again. A fresh ticket a claim tells two
 * claimers apart.
 */
export async function claimWork(
  knex: Knex,
  options: ClaimOptions,
): Promise<ClaimedWork[]> {
  const { rows } = await knex.raw<{ rows: ClaimedRow[] }>(
    `with due as (
       select w.target_id, t.ref->>'cluster' as cluster
       from work w
       join targets t on t.id = w.target_id
       join rollouts r on r.id = w.rollout_id
       where w.due_at <= clock_timestamp()
         and (r.phase in ('rolling-back', 'stuck')) = :back
         and t.ref->>'cluster' <> all (cast(:except as text[]))
         and (cast(:target as text) is null or w.target_id = :target)
       order by w.urgent desc, w.due_at
       limit :limit
       for update of w skip locked
     )
     update work
     set due_at = clock_timestamp() + :lease * interval '1 millisecond',
         ticket = gen_random_uuid()::text,
         attempts = attempts + 1
     from due
     where work.target_id = due.target_id
     returning work.target_id, work.rollout_id, due.cluster, work.ticket,
       work.request_seq, work.attempts, clock_timestamp() as now`,
    {
      back: options.lane === 'back',
      except: options.exceptClusters ?? [],
      target: options.targetId ?? null,
      limit: options.limit,
      lease: options.leaseMs,
    },
  );
  return rows.map(row => ({
    targetId: row.target_id,
    rolloutId: row.rollout_id,
    cluster: row.cluster,
    ticket: row.ticket,
    requestSeq: row.request_seq,
    attempts: row.attempts,
    now: row.now,
  }));
}
