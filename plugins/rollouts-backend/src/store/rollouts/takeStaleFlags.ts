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
import type { People } from '../../lifecycle/people';

export interface StaleFlag {
  id: string;
  experiment_id: string;
  service: string;
  people: People;
  title: string;
}

/**
 * Rollouts of flags that have been open to everyone for so many days, nobody
 * said that the new version is in Git, and nobody was told yet; marked as told
 * for good, with the caller's transaction.
 */
export async function takeStaleFlags(
  trx: Knex.Transaction,
  { days, limit }: { days: number; limit: number },
): Promise<StaleFlag[]> {
  const flags: StaleFlag[] = await trx('rollouts as r')
    .join('experiments as e', 'e.id', 'r.experiment_id')
    .join('plans as p', 'p.hash', 'r.plan_hash')
    .where({ 'r.phase': 'completed', 'r.drill': false })
    .whereRaw(`r.ended_at < now() - make_interval(days => ?)`, [days])
    .whereRaw(`r.state ->> 'promotedAt' is null`)
    .whereRaw(`p.plan @> '{"targets": [{"kind": "feature-flag"}]}'`)
    .whereNull('r.flag_told_at')
    .orderBy('r.ended_at')
    .limit(limit)
    .forUpdate('r')
    .skipLocked()
    .select(
      'r.id',
      'r.experiment_id',
      'r.service',
      'r.people',
      trx.raw(`e.body ->> 'title' as title`),
    );
  await trx('rollouts')
    .whereIn(
      'id',
      flags.map(({ id }) => id),
    )
    .update({ flag_told_at: trx.raw('clock_timestamp()') });
  return flags;
}
