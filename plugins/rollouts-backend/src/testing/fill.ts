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
import { hashPlan } from '../chain/hash';
import { initialState } from '../lifecycle/propose';
import { keepPlan } from '../store/plans';
import { fillAround, TABLES_AROUND } from './fillAround';
import {
  controller,
  dana,
  makeCheck,
  makeExperimentDraft,
  makePlan,
} from './plans';

export interface Size {
  experiments: number;
  /** Of services; each has one owner, and every tenth one system. */
  services: number;
  decisions: number;
}

/** How many decisions the rollouts have that have most. */
const LONG_CHAIN = 2000;

const SERVICE = `'component:default/service-' || (i % :services)`;
const SYSTEM = `'system:default/system-' || (i % :services) / 10`;
const OWNER = `'group:default/team-' || (i % :services) / 4`;
const REQUESTER = `'user:default/person-' || (i % 3000)`;
const CREATED = `now() - (i * interval '11 minutes')`;
/** One in a hundred is under way; the newest ones. */
const ACTIVE = `i <= :experiments / 100`;

const EXPERIMENTS = `
  insert into experiments (id, service, system, body, requested_by, created_at,
    chain_hash, outcome, conclusion, concluded_at, search, parts)
  select 'e' || i, ${SERVICE}, ${SYSTEM},
    jsonb_set(:body::jsonb, '{title}', to_jsonb('Experiment ' || i)),
    jsonb_build_object('kind', 'person', 'ref', ${REQUESTER}, 'name', 'Person'),
    ${CREATED}, :start,
    case when ${ACTIVE} then null else (array['validated', 'refuted', 'inconclusive'])[1 + i % 3] end,
    case when ${ACTIVE} then null else :conclusion::jsonb end,
    case when ${ACTIVE} then null else ${CREATED} + interval '1 day' end,
    case when ${ACTIVE} then null else
      to_tsvector('english', 'checkout shoppers faster topic' || (i % 500) || ' rare' || i) end,
    array['approver:' || ${OWNER}, 'operator:group:default/on-call',
      'owner:' || ${OWNER}, 'requester:' || ${REQUESTER}]
  from generate_series(1, :experiments) as i`;

const PHASE = `case
  when not ${ACTIVE} then (array['completed', 'rolled-back', 'cancelled', 'completed'])[1 + i % 4]
  else (array['observing', 'held', 'proposed', 'waiting'])[1 + i % 4] end`;
const URGENCY = `case
  when not ${ACTIVE} then (array[8, 9, 9, 8])[1 + i % 4]
  else (array[6, 3, 5, 5])[1 + i % 4] end`;

/** SQL of an instant as JSON has it. */
const iso = (at: string) =>
  `to_char((${at}) at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const REVERSED = `not ${ACTIVE} and i % 4 = 1`;
const STAGE = `(case when ${ACTIVE} then (array[0, 0, -1, 0])[1 + i % 4]
  else (array[2, 0, -1, 2])[1 + i % 4] end)`;
const ENTERED = iso(`${CREATED} + (1 + i % 40) * interval '20 minutes'`);
const ENDED = iso(`${CREATED} + interval '1 day'`);

const STATE = `:state::jsonb || jsonb_build_object(
  'phase', ${PHASE},
  'stageIndex', ${STAGE},
  'acknowledged', true,
  'endedAt', case when not ${ACTIVE} then ${ENDED} end,
  'stageTimes', case when ${STAGE} >= 0 then jsonb_build_array(
    jsonb_build_object('index', 0, 'leftAt', null, 'enteredAt', ${ENTERED}))
    else '[]' end) || jsonb_build_object(
  'stageOpenedAt', case when ${STAGE} >= 0 then ${ENTERED} end,
  'stageEnteredAt', case when ${STAGE} >= 0 then ${ENTERED} end,
  'observedSince', case when ${STAGE} >= 0 then ${ENTERED} end,
  'held', case when ${ACTIVE} and i % 4 = 1 then
    :held::jsonb || jsonb_build_object('at', ${ENTERED}) end,
  'reversal', case when ${REVERSED} then :reversal::jsonb || jsonb_build_object(
    'cause', (array['breach', 'person'])[1 + (i / 4) % 2],
    'firstSeenAt', ${iso(`${CREATED} + interval '20 hours'`)},
    'confirmedAt', ${iso(`${CREATED} + interval '20 hours 20 seconds'`)},
    'decidedAt', ${iso(`${CREATED} + interval '20 hours 21 seconds'`)},
    'verifiedAt', ${iso(
      `${CREATED} + interval '20 hours 22 seconds' + (i % 60) * interval '1 second'`,
    )}) end)`;

const ROLLOUTS = `
  insert into rollouts (id, experiment_id, plan_hash, state, phase, stage_index,
    service, system, owner, people, environment, playbook_id, playbook_version,
    requested_by, urgency, health, exposed, awaits, asked_at, needs_people,
    created_at, updated_at, ended_at, ends_at, parts)
  select 'r' || i, 'e' || i, :hash,
    ${STATE}, ${PHASE}, ${STAGE},
    ${SERVICE}, ${SYSTEM}, ${OWNER},
    jsonb_build_object('owners', array[${OWNER}], 'approvers', array[${OWNER}],
      'operators', array['group:default/on-call']),
    (array['production', 'staging'])[1 + i % 2], 'playbook-' || (i % 7), 1,
    ${REQUESTER}, ${URGENCY},
    case when ${ACTIVE} and i % 4 = 0 then 'holds' end,
    ${ACTIVE} and i % 4 < 2,
    case when ${ACTIVE} and i % 4 > 1 then array[${OWNER}] else '{}' end,
    case when ${ACTIVE} and i % 4 > 1 then ${CREATED} end,
    ${ACTIVE} and i % 4 > 1, ${CREATED}, ${CREATED} + interval '1 hour',
    case when not ${ACTIVE} then ${CREATED} + interval '1 day' end,
    ${CREATED} + interval '2 days', parts
  from generate_series(1, :experiments) as i
  join experiments e on e.id = 'e' || i`;

const COMMAND = `case when seq = 1 then 'propose' when seq = 5 then 'approve'
  when seq = 6 and i % 500 = 0 then 'bypass' else 'advance' end`;

/** The first ten have long chains; the rest share what is left evenly. */
const DECISIONS = `
  insert into decisions (experiment_id, seq, rollout_id, at, entry, command,
    actor_kind, previous_hash, hash)
  select 'e' || i, seq, 'r' || i, ${CREATED} + seq * interval '2 seconds',
    jsonb_build_object('seq', seq, 'experimentId', 'e' || i, 'rolloutId', 'r' || i,
      'command', ${COMMAND}, 'reason', 'All guardrails hold', 'actor',
      jsonb_build_object('kind', 'controller', 'ref', 'controller', 'name', 'Stagecraft')),
    ${COMMAND}, case when seq % 20 = 1 then 'person' else 'controller' end,
    :start, md5(i || '/' || seq) || md5(seq || '/' || i)
  from generate_series(:from::int, :to::int) as i,
    generate_series(1, case when i <= 10 then :long::int else :each::int end) as seq`;

/** Rows at once, so that progress is seen and memory stays small. */
const CHUNK = 10_000;

/**
 * Fills an empty database with what years leave behind: past the door, so it
 * is for measuring reads only. Takes a superuser.
 */
export async function fill(knex: Knex, size: Size): Promise<void> {
  const plan = makePlan();
  const hash = hashPlan(plan);
  await keepPlan(knex, hash, plan);
  const values = {
    ...size,
    hash,
    start: CHAIN_START,
    body: JSON.stringify(makeExperimentDraft()),
    state: JSON.stringify(initialState(dana)),
    held: JSON.stringify({
      cause: 'person',
      reason: 'To look at it',
      by: dana,
    }),
    reversal: JSON.stringify({
      sentence: 'errors 4.2 %, limit 2.0 %, 2 of 2 windows breach',
      checks: [makeCheck()],
      actor: controller,
    }),
    conclusion: JSON.stringify({
      outcome: 'validated',
      learning: 'It was worth it',
      differently: 'Start smaller',
      concludedBy: dana.ref,
      concludedAt: new Date().toISOString(),
      effects: [],
    }),
  };
  const each = Math.ceil(
    Math.max(0, size.decisions - 10 * LONG_CHAIN) / size.experiments,
  );
  await knex.transaction(async trx => {
    // Neither foreign keys nor triggers look at each row.
    await trx.raw('set local session_replication_role = replica');
    await trx.raw('alter table decisions disable trigger decisions_queued');
    await trx.raw(EXPERIMENTS, values);
    await trx.raw(ROLLOUTS, values);
    for (let from = 1; from <= size.experiments; from += CHUNK) {
      const to = Math.min(from + CHUNK - 1, size.experiments);
      const part = { from, to, each, long: LONG_CHAIN, start: CHAIN_START };
      await trx.raw(DECISIONS, part);
    }
    await fillAround(trx);
    await trx.raw(
      'alter table decisions enable always trigger decisions_queued',
    );
  });
  const filled = ['experiments', 'rollouts', 'decisions', 'plans'];
  await knex.raw(`vacuum analyze ${[...filled, ...TABLES_AROUND].join(', ')}`);
}
