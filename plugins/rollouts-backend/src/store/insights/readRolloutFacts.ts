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
import type { ReversalFact, RolloutFact } from '../../insights/facts';
import {
  millisecondsOf,
  SUBJECT,
  whereInScope,
  type InsightScope,
} from './scope';

/** The instants of a row, in milliseconds. */
const INSTANTS = {
  at: 'r.created_at',
  exposedAt: 'r.first_exposed_at',
  completedAt: `case when r.phase = 'completed' then r.ended_at end`,
  promotedAt: 'r.promoted_at',
  firstSeenAt: 'r.reversal_first_seen_at',
  confirmedAt: 'r.reversal_confirmed_at',
  decidedAt: 'r.reversal_decided_at',
  verifiedAt: 'r.reversal_verified_at',
};

type Row = Pick<
  RolloutFact,
  'rolloutId' | 'experimentId' | 'service' | 'movesFlag'
> &
  Record<Exclude<keyof typeof INSTANTS, 'at'>, number | null> & {
    at: number;
    cause: ReversalFact['cause'] | null;
    by: ReversalFact['by'] | null;
    breached: boolean;
  };

function dateOf(milliseconds: number | null): Date | null {
  return milliseconds === null ? null : new Date(milliseconds);
}

function reversalOf(row: Row): ReversalFact | null {
  const { cause, by, breached, decidedAt } = row;
  if (cause === null || by === null || decidedAt === null) return null;
  return {
    cause,
    by,
    breached,
    firstSeenAt: dateOf(row.firstSeenAt),
    confirmedAt: dateOf(row.confirmedAt),
    decidedAt: new Date(decidedAt),
    verifiedAt: dateOf(row.verifiedAt),
  };
}

function factOf(row: Row): RolloutFact {
  return {
    rolloutId: row.rolloutId,
    experimentId: row.experimentId,
    service: row.service,
    at: new Date(row.at),
    exposedAt: dateOf(row.exposedAt),
    completedAt: dateOf(row.completedAt),
    promotedAt: dateOf(row.promotedAt),
    movesFlag: row.movesFlag,
    reversal: reversalOf(row),
  };
}

/** Rollouts that were requested, went on or ended since `from`. */
export async function readRolloutFacts(
  trx: Knex,
  scope: InsightScope,
): Promise<RolloutFact[]> {
  const rows: Row[] = await trx('rollouts as r')
    .joinRaw(
      `left join plans as p on p.hash = r.plan_hash
       and p.plan @> '{"targets": [{"kind": "feature-flag"}]}'`,
    )
    .modify(whereInScope, scope)
    .where('r.created_at', '<', scope.to)
    .where(ended =>
      ended.whereNull('r.ended_at').orWhere('r.ended_at', '>=', scope.from),
    )
    .select(
      ...SUBJECT,
      'r.reversal_cause as cause',
      'r.reversal_by as by',
      'r.reversal_breached as breached',
      trx.raw(`p.hash is not null as "movesFlag"`),
      ...Object.entries(INSTANTS).map(([name, instant]) =>
        trx.raw(`${millisecondsOf(instant)} as ??`, [name]),
      ),
    );
  return rows.map(factOf);
}
