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

/** How often there is one of them, in rollouts. */
const OFTEN = { drills: 100, reviews: 40, deliveries: 5, comments: 3 };

const ACTOR = JSON.stringify(dana);

/** Each reads the rollouts as `r`, with their number as `i`. */
const INSERTS = {
  drills: `
    insert into drills (id, rollout_id, experiment_id, service, playbook_id,
      playbook_version, environment, requested_by, breach, guardrail, goals,
      created_at, ended_at, passed, due_at)
    select 'd' || i, r.id, r.experiment_id, r.service, r.playbook_id, 1,
      r.environment, :actor, 'injected-metric', 'errors',
      '{"detectSeconds": 60, "restoreSeconds": 60}', r.created_at, r.ended_at,
      i % 5 > 0, r.created_at`,
  reviews: `
    insert into reviews (id, kind, rollout_id, experiment_id, service, about,
      subject, reason, opened_by, opened_at, due_at, body, closed_by, closed_at)
    select 'v' || i, 'incident', r.id, r.experiment_id, r.service, null,
      'breach', 'It breached', :actor, r.created_at,
      r.created_at + interval '7 days',
      '{"notes": "", "conclusion": "", "actions": [{"text": "Mend it", "owner": "user:default/dana", "due": "2026-01-01", "done": false}]}',
      case when i % 50 > 0 then :actor::jsonb end,
      case when i % 50 > 0 then r.created_at + interval '5 days' end`,
  deliveries: `
    insert into deliveries (id, webhook, rollout_id, subject, event_key, event,
      action, state, attempts, due_at, created_at, settled_at)
    select 'l' || i, 'chat', r.id, r.id, i, '{"version": 1}', 'trigger',
      (array['delivered', 'failed'])[1 + (i % 100 = 0)::int], 1, r.created_at,
      r.created_at, r.created_at`,
  comments: `
    insert into comments (id, experiment_id, rollout_id, actor, text, at)
    select 'c' || i, r.experiment_id, r.id, :actor, 'Looks well', r.created_at`,
} satisfies Record<keyof typeof OFTEN, string>;

const FREEZES = `
  insert into freezes (id, title, reason, contact, scope, scope_key, timing,
    starts_at, ends_at, owner, stops_line, declared_at, ended, ended_at)
  select 'f' || i, 'Sales', 'The busiest week', 'group:default/on-call',
    jsonb_build_object('kind', 'system', 'ref', 'system:default/system-' || i),
    'system/' || i, jsonb_build_object('kind', 'one-off',
      'start', to_char(now() + i * interval '1 day', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
      'end', to_char(now() + (i + 1) * interval '1 day', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')),
    now() + i * interval '1 day', now() + (i + 1) * interval '1 day', :actor,
    false, now() - interval '2 days', null, null
  from generate_series(-20, 20) as i`;

const PLAYBOOKS = [
  `insert into playbooks (id, version, body, hash)
   select 'playbook-' || i, version,
     jsonb_build_object('id', 'playbook-' || i, 'title', 'Playbook ' || i,
       'purpose', 'To measure', 'stages', '[]'::jsonb, 'guardrails', '[]'::jsonb,
       'roles', '[]'::jsonb, 'recoverySteps', '[]'::jsonb), :start || version
   from generate_series(0, 6) as i, generate_series(1, 3) as version`,
  `insert into playbook_standing (id) select 'playbook-' || i
   from generate_series(0, 6) as i`,
];

export const TABLES_AROUND = [...Object.keys(OFTEN), 'freezes', 'playbooks'];

/** What years leave behind besides rollouts and decisions. */
export async function fillAround(trx: Knex): Promise<void> {
  const values = { actor: ACTOR, start: CHAIN_START };
  for (const [table, every] of Object.entries(OFTEN)) {
    await trx.raw(
      `${INSERTS[table as keyof typeof OFTEN]}
       from rollouts r, lateral (select substr(r.id, 2)::int as i) as n
       where i % ${every} = 0`,
      values,
    );
  }
  await trx.raw(`update rollouts r set drill = true from drills d
    where d.rollout_id = r.id`);
  await trx.raw(FREEZES, values);
  for (const insert of PLAYBOOKS) await trx.raw(insert, values);
}
