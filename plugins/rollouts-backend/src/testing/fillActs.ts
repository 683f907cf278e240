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
import { CHAIN_START } from '../chain/chain';
import { dana } from './plans';

/** Of four acts three are on reviews of rollouts, and one on a freeze. */
const ACTS = `
  insert into acts (chain, seq, kind, rollout_id, entity, at, entry,
    previous_hash, hash)
  select kind || ':' || id, 1, kind, rollout_id, entity, at,
    jsonb_build_object('record', jsonb_build_object('kind', kind, 'id', id),
      'title', 'Sales', 'seq', 1,
      'at', to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'actor', :actor::jsonb, 'act', 'written', 'reason', 'Because',
      'rolloutId', rollout_id, 'entity', entity, 'content', '{}'::jsonb),
    :start, md5(id)
  from (
    select case when i % 4 > 0 then 'review' else 'freeze' end as kind,
      'act-' || i as id,
      case when i % 4 > 0 then r.id end as rollout_id,
      case when i % 4 = 0 then r.service end as entity,
      r.created_at as at
    from generate_series(1, :count::int) as i
    join rollouts r on r.id = 'r' || i) as each
  on conflict do nothing`;

/**
 * Fills in what was done to other records than experiments, beside what
 * `fill` made: an act for each of so many rollouts. Takes a superuser.
 */
export async function fillActs(knex: Knex, count: number): Promise<void> {
  await knex.transaction(async trx => {
    await trx.raw('alter table acts disable trigger acts_queued');
    const values = { actor: JSON.stringify(dana), start: CHAIN_START, count };
    await trx.raw(ACTS, values);
    await trx.raw('alter table acts enable always trigger acts_queued');
  });
  await knex.raw('vacuum analyze acts');
}
