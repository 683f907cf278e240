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

import type { Decision } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import type { DecisionRow } from '../tables';

export function toDecision(row: DecisionRow): Decision {
  return { ...row.entry, previousHash: row.previous_hash, hash: row.hash };
}

/** A rollout's decisions, newest first, those before position `before`. */
export async function listDecisions(
  trx: Knex,
  rolloutId: string,
  options: {
    actor?: 'people' | 'machine';
    limit: number;
    before?: number;
  },
): Promise<Decision[]> {
  const query = trx<DecisionRow>('decisions')
    .where({ rollout_id: rolloutId })
    .orderBy('seq', 'desc')
    .limit(options.limit);
  if (options.before !== undefined) {
    query.where('seq', '<', String(options.before));
  }
  if (options.actor === 'machine') query.where('actor_kind', 'controller');
  if (options.actor === 'people') query.whereNot('actor_kind', 'controller');
  return (await query.select('*')).map(toDecision);
}

/** A part of an experiment's chain in its order, after position `after`. */
export async function readChain(
  trx: Knex,
  experimentId: string,
  options: { after: number; limit: number },
): Promise<Decision[]> {
  const rows = await trx<DecisionRow>('decisions')
    .where({ experiment_id: experimentId })
    .where('seq', '>', String(options.after))
    .orderBy('seq')
    .limit(options.limit)
    .select('*');
  return rows.map(toDecision);
}
