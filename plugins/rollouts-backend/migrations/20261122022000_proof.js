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

// @ts-check

const { createHash } = require('node:crypto');

/** Kept here, so that what was hashed once is never hashed otherwise. */
const START = '0'.repeat(64);

/**
 * RFC 8785, for what came from JSON.
 *
 * @param {unknown} value
 * @returns {string}
 */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const members = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`);
  return `{${members.join(',')}}`;
}

/** The histories that were kept so far, a row an act, each record's in order. */
const HISTORIES = [
  `select 'playbook' as kind, e.playbook_id as id,
     coalesce(c.document ->> 'title', p.body ->> 'title', e.playbook_id) as title,
     e.at, e.actor,
     e.kind as act, e.reason, null as rollout_id, null as entity,
     jsonb_build_object('version', e.version, 'changeId', e.change_id,
       'change', c.kind, 'document', coalesce(c.document, p.body)) as content
   from playbook_events e
   left join playbook_changes c on c.id = e.change_id
   left join playbooks p on p.id = e.playbook_id and p.version = e.version
   order by e.playbook_id, e.seq`,
  `select 'freeze' as kind, f.id, f.title, c.at, c.actor, c.change as act, c.reason,
     null as rollout_id, f.scope ->> 'ref' as entity,
     jsonb_build_object('window', c.frozen) as content
   from freeze_changes c join freezes f on f.id = c.freeze_id
   order by f.id, c.version`,
  `select 'review' as kind, r.id, r.subject as title, c.at, c.actor, c.change as act,
     case c.change when 'opened' then r.reason else '' end as reason,
     r.rollout_id, r.service as entity,
     jsonb_build_object('kind', r.kind, 'subject', r.subject,
       'about', r.about, 'body', c.body) as content
   from review_changes c join reviews r on r.id = c.review_id
   order by r.id, c.version`,
  `select 'drill-schedule' as kind, id, playbook_id as title, set_at as at, set_by as actor,
     'set' as act, '' as reason, null as rollout_id, service as entity,
     jsonb_build_object('playbook', playbook_id, 'drill', settings,
       'everyDays', every_days, 'hour', hour, 'timeZone', time_zone) as content
   from drill_schedules order by id`,
];

/**
 * @param {import('knex').Knex} knex
 * @param {string} sql
 */
async function chainHistory(knex, sql) {
  const { rows } = await knex.raw(sql);
  /** @type {Map<string, { seq: number; hash: string }>} */
  const ends = new Map();
  for (const row of rows) {
    const chain = `${row.kind}:${row.id}`;
    const before = ends.get(chain) ?? { seq: 0, hash: START };
    const entry = {
      record: { kind: row.kind, id: row.id },
      title: row.title,
      seq: before.seq + 1,
      at: row.at.toISOString(),
      actor: row.actor,
      act: row.act,
      reason: row.reason,
      rolloutId: row.rollout_id,
      entity: row.entity,
      content: row.content,
    };
    const hash = createHash('sha256')
      .update(`stagecraft.act.v1\n${before.hash}${canonical(entry)}`)
      .digest('hex');
    await knex('acts').insert({
      chain,
      seq: entry.seq,
      kind: row.kind,
      rollout_id: row.rollout_id,
      entity: row.entity,
      at: entry.at,
      entry: JSON.stringify(entry),
      previous_hash: before.hash,
      hash,
    });
    ends.set(chain, { seq: entry.seq, hash });
  }
  for (const [chain, end] of ends) {
    await knex('act_chains').insert({ chain, ...end });
  }
}

/**
 * @param {import('knex').Knex} knex
 * @param {string} name
 * @param {string} refusal - function that refuses
 */
async function makeAppendOnly(knex, name, refusal) {
  for (const [trigger, event] of [
    ['append_only', 'before update or delete on ?? for each row'],
    ['no_truncate', 'before truncate on ?? for each statement'],
  ]) {
    await knex.raw(
      `create trigger ${name}_${trigger} ${event} execute function ${refusal}()`,
      [name],
    );
    await knex.raw(
      `alter table ${name} enable always trigger ${name}_${trigger}`,
    );
  }
}

/**
 * @param {import('knex').Knex} knex
 * @param {string} column
 */
async function queueDecisionsBy(knex, column) {
  await knex.raw(`
    create or replace function queue_decision() returns trigger language plpgsql as $$
    begin
      insert into tree_queue (${column}, seq, hash)
      values (new.experiment_id, new.seq, new.hash) on conflict do nothing;
      return null;
    end $$`);
}

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  for (const name of ['tree_queue', 'tree_leaves']) {
    await knex.schema.alterTable(name, table => {
      table.renameColumn('experiment_id', 'chain');
    });
  }
  await queueDecisionsBy(knex, 'chain');

  await knex.schema.createTable('act_chains', table => {
    table.comment('Where the chain of each governed record ends');
    table.text('chain').primary().comment('Kind and id of the record');
    table.bigInteger('seq').notNullable();
    table.text('hash').notNullable();
  });
  await knex.schema.createTable('acts', table => {
    table.comment('Append-only; what was done to a record, a chain each');
    table.text('chain').notNullable();
    table.bigInteger('seq').notNullable();
    table.text('kind').notNullable().comment('Of the record');
    table.text('rollout_id').comment('Who may read that, may read this');
    table.text('entity').comment('Service or system; likewise');
    table.timestamp('at').notNullable();
    table.jsonb('entry').notNullable().comment('What is hashed');
    table.text('previous_hash').notNullable();
    table.text('hash').notNullable();
    table.primary(['chain', 'seq']);
  });
  await knex.raw(
    'create index acts_newest on acts (at desc, chain desc, seq desc)',
  );
  await knex.raw(
    'create index acts_newest_of_kind on acts (kind, at desc, chain desc, seq desc)',
  );
  await knex.raw(`
    create function queue_act() returns trigger language plpgsql as $$
    begin
      insert into tree_queue (chain, seq, hash)
      values (new.chain, new.seq, new.hash) on conflict do nothing;
      return null;
    end $$`);
  await knex.raw(`
    create trigger acts_queued after insert on acts
    for each row execute function queue_act()`);
  await knex.raw('alter table acts enable always trigger acts_queued');
  for (const history of HISTORIES) await chainHistory(knex, history);
  await makeAppendOnly(knex, 'acts', 'refuse_change_of_tree');

  for (const table of ['playbook_events', 'freeze_changes', 'review_changes']) {
    await knex.schema.dropTable(table);
  }
  for (const name of ['playbook_event', 'freeze', 'review']) {
    await knex.raw(`drop function refuse_${name}_change()`);
  }

  await knex.schema.alterTable('rollouts', table => {
    table
      .timestamp('flag_told_at')
      .comment('When its owners were told that its flag is stale');
  });
  await knex.raw(`
    update rollouts r set flag_told_at = coalesce(o.done_at, now())
    from outbox o where o.dedupe_key = 'flag-stale/' || r.id`);
};

/** The tables that the histories were in, and how they are filled again. */
const FORMER = {
  playbook_events: [
    `(playbook_id text not null, seq integer not null,
      at timestamptz not null default now(), kind text not null, actor jsonb,
      reason text not null, version integer,
      change_id text references playbook_changes (id),
      primary key (playbook_id, seq))`,
    `select entry -> 'record' ->> 'id', seq, at, entry ->> 'act',
       nullif(entry -> 'actor', 'null'), entry ->> 'reason',
       (entry -> 'content' ->> 'version')::int,
       entry -> 'content' ->> 'changeId'
     from acts where kind = 'playbook'`,
    'refuse_playbook_event_change',
  ],
  freeze_changes: [
    `(freeze_id text not null references freezes (id),
      version integer not null, change text not null, actor jsonb not null,
      reason text not null, at timestamptz not null, frozen jsonb,
      primary key (freeze_id, version))`,
    `select entry -> 'record' ->> 'id', seq, entry ->> 'act',
       entry -> 'actor', entry ->> 'reason', at,
       nullif(entry -> 'content' -> 'window', 'null')
     from acts where kind = 'freeze'`,
    'refuse_freeze_change',
  ],
  review_changes: [
    `(review_id text not null references reviews (id),
      version integer not null, at timestamptz not null default now(),
      actor jsonb not null, change text not null, body jsonb not null,
      primary key (review_id, version))`,
    `select entry -> 'record' ->> 'id', seq, at, entry -> 'actor',
       entry ->> 'act', entry -> 'content' -> 'body'
     from acts where kind = 'review'`,
    'refuse_review_change',
  ],
};

/**
 * Heads that cover acts stay as they were signed.
 *
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('rollouts', table =>
    table.dropColumn('flag_told_at'),
  );
  for (const [name, [columns, rows, refusal]] of Object.entries(FORMER)) {
    await knex.raw(`create table ${name} ${columns}`);
    await knex.raw(`insert into ${name} ${rows}`);
    await knex.raw(`
      create function ${refusal}() returns trigger language plpgsql as $$
      begin
        raise exception '${name} is append-only';
      end $$`);
    await makeAppendOnly(knex, name, refusal);
  }
  await knex.schema.dropTable('acts');
  await knex.schema.dropTable('act_chains');
  await knex.raw('drop function queue_act()');
  await knex('tree_queue').where('chain', 'like', '%:%').delete();
  for (const name of ['tree_queue', 'tree_leaves']) {
    await knex.schema.alterTable(name, table => {
      table.renameColumn('chain', 'experiment_id');
    });
  }
  await queueDecisionsBy(knex, 'experiment_id');
};
