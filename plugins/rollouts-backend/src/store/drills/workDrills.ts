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
  DrillReadiness,
  DrillTimings,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import type { DrillTableRow } from '../tables';

/** A drill that this claimer alone works on until its lease ends. */
export interface ClaimedDrill {
  row: DrillTableRow;
  ticket: string;
  /** The database's clock at the claim. */
  now: Date;
}

/** Claims due drills; one whose claimer died falls due again. */
export async function claimDrills(
  knex: Knex,
  { limit, leaseMs }: { limit: number; leaseMs: number },
): Promise<ClaimedDrill[]> {
  const { rows } = await knex.raw<{
    rows: (DrillTableRow & { ticket: string; now: Date })[];
  }>(
    `with due as (
       select id from drills
       where ended_at is null and due_at <= clock_timestamp()
       order by due_at limit :limit for update skip locked)
     update drills d
     set due_at = clock_timestamp() + :leaseMs * interval '1 millisecond',
       ticket = gen_random_uuid()::text, attempts = attempts + 1
     from due where d.id = due.id
     returning d.*, clock_timestamp() as now`,
    { limit, leaseMs },
  );
  return rows.map(({ now, ...row }) => ({ row, ticket: row.ticket, now }));
}

/** The drill is somebody else's by now. */
export class LostDrillError extends Error {
  constructor(id: string) {
    super(`Drill ${id} was taken over`);
    this.name = 'LostDrillError';
  }
}

type Change = Partial<
  Record<
    | 'breach_began_at'
    | 'breach_on_at'
    | 'breach_ended_at'
    | 'ended_at'
    | 'due_at',
    Knex.Raw
  >
> & {
  readiness?: string;
  passed?: boolean | null;
  why?: string;
  timings?: string;
  attempts?: number;
  last_error?: string | null;
};

async function change(
  knex: Knex,
  { row, ticket }: ClaimedDrill,
  changes: Change,
): Promise<void> {
  const changed = await knex('drills')
    .where({ id: row.id, ticket })
    .update(changes);
  if (changed !== 1) throw new LostDrillError(row.id);
}

type Moment = 'breach_began_at' | 'breach_on_at' | 'breach_ended_at';

/**
 * Writes that something of the breach happened, once: the first time stays.
 *
 * @throws LostDrillError
 */
export async function markBreach(
  knex: Knex,
  drill: ClaimedDrill,
  moment: Moment,
): Promise<void> {
  await change(knex, drill, {
    [moment]: knex.raw('coalesce(??, clock_timestamp())', [moment]),
  });
}

/** @throws LostDrillError */
export async function keepReadiness(
  knex: Knex,
  drill: ClaimedDrill,
  readiness: DrillReadiness,
): Promise<void> {
  await change(knex, drill, { readiness: JSON.stringify(readiness) });
}

/** Gives it back, to be worked on again. @throws LostDrillError */
export async function giveBack(
  knex: Knex,
  drill: ClaimedDrill,
  { dueInMs, trouble }: { dueInMs: number; trouble: string | null },
): Promise<void> {
  await change(knex, drill, {
    due_at: knex.raw(`clock_timestamp() + ? * interval '1 millisecond'`, [
      dueInMs,
    ]),
    last_error: trouble,
    ...(trouble === null ? { attempts: 0 } : {}),
  });
}

/** Nothing more is done about it. @throws LostDrillError */
export async function endDrill(
  knex: Knex,
  drill: ClaimedDrill,
  verdict: { passed: boolean | null; why: string; timings: DrillTimings },
): Promise<void> {
  await change(knex, drill, {
    ended_at: knex.raw('clock_timestamp()'),
    passed: verdict.passed,
    why: verdict.why,
    timings: JSON.stringify(verdict.timings),
    last_error: null,
  });
}
