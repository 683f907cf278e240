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
import type { WaitFact } from '../../insights/facts';
import {
  millisecondsOf,
  SUBJECT,
  whereInScope,
  type InsightScope,
} from './scope';

/** The decisions after which people are asked. */
const ASKING = ['propose', 'revise', 'await', 'withdraw-approval'];

/**
 * Every approval given in the period, with when it was asked for: the newest
 * decision before it that asks people.
 */
export async function readWaits(
  trx: Knex,
  scope: InsightScope,
): Promise<WaitFact[]> {
  const asking = trx('decisions as a')
    .select(trx.raw(millisecondsOf('max(a.at)')))
    .whereRaw('a.rollout_id = d.rollout_id')
    .whereRaw('a.seq < d.seq')
    .whereIn('a.command', ASKING);
  const rows: (Omit<WaitFact, 'at' | 'askedAt'> & {
    at: number;
    askedAt: number | null;
  })[] = await trx('decisions as d')
    .join('rollouts as r', 'r.id', 'd.rollout_id')
    .modify(whereInScope, scope)
    .where('d.command', 'approve')
    .where('d.at', '>=', scope.from)
    .where('d.at', '<', scope.to)
    .select(
      ...SUBJECT,
      trx.raw(`${millisecondsOf('d.at')} as at`),
      asking.as('askedAt'),
    );
  return rows.flatMap(({ rolloutId, experimentId, service, at, askedAt }) =>
    askedAt === null
      ? []
      : [
          {
            rolloutId,
            experimentId,
            service,
            at: new Date(at),
            askedAt: new Date(askedAt),
          },
        ],
  );
}
