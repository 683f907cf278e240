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

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('playbooks', table => {
    table
      .text('source')
      .notNullable()
      .defaultTo('file')
      .comment('file, or change: signed off in the portal');
    table.text('change_id').comment('The change that it came of');
  });

  await knex.schema.createTable('playbook_standing', table => {
    table.comment('What is true of a playbook, whatever its version');
    table.text('id').primary();
    table
      .text('file_hash')
      .comment('Of its file when that was last registered; null without one');
    table.timestamp('retired_at');
    table.timestamp('reviewed_at');
    table.jsonb('reviewed_by').comment('Actor, kept as it was');
    table.text('review_note');
    table.timestamp('created_at').notNullable().defaultTo(knex.fn.now());
  });
  await knex.raw(`
    insert into playbook_standing (id, file_hash, created_at)
    select distinct on (id) id, hash,
      min(created_at) over (partition by id)
    from playbooks order by id, version desc`);

  await knex.schema.createTable('playbook_changes', table => {
    table.comment('Changes of playbooks, from their proposal to their end');
    table.text('id').primary();
    table.text('playbook_id').notNullable();
    table.text('kind').notNullable().comment('revise, retire or bring-back');
    table.integer('base_version').notNullable();
    table.jsonb('document').comment('The whole playbook as it would be');
    table.text('reason').notNullable();
    table.text('learning').references('experiments.id');
    table.jsonb('proposed_by').notNullable().comment('Actor, kept as it was');
    table.timestamp('proposed_at').notNullable().defaultTo(knex.fn.now());
    table.text('state').notNullable().defaultTo('open');
    table.jsonb('closed_by').comment('Actor, kept as it was');
    table.timestamp('closed_at');
    table.text('closing_reason');
    table.integer('version').comment('That it became');
    table.index(['playbook_id', 'proposed_at']);
  });

  await knex.schema.createTable('playbook_events', table => {
    table.comment('Append-only; what happened to each playbook');
    table.text('playbook_id').notNullable();
    table.integer('seq').notNullable();
    table.timestamp('at').notNullable().defaultTo(knex.fn.now());
    table.text('kind').notNullable();
    table.jsonb('actor').comment('Kept as it was; null for a file');
    table.text('reason').notNullable();
    table.integer('version');
    table.text('change_id').references('playbook_changes.id');
    table.primary(['playbook_id', 'seq']);
  });
  await knex.raw(`
    insert into playbook_events (playbook_id, seq, at, kind, reason, version)
    select id, row_number() over (partition by id order by version),
      created_at, 'registered', 'Its file was registered', version
    from playbooks`);
  await knex.raw(`
    create function refuse_playbook_event_change() returns trigger language plpgsql as $$
    begin
      raise exception 'playbook_events is append-only';
    end $$`);
  await knex.raw(`
    create trigger playbook_events_append_only before update or delete on playbook_events
    for each row execute function refuse_playbook_event_change()`);
  await knex.raw(`
    create trigger playbook_events_no_truncate before truncate on playbook_events
    for each statement execute function refuse_playbook_event_change()`);
  await knex.raw(
    'alter table playbook_events enable always trigger playbook_events_append_only',
  );
  await knex.raw(
    'alter table playbook_events enable always trigger playbook_events_no_truncate',
  );
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const table of [
    'playbook_events',
    'playbook_changes',
    'playbook_standing',
  ]) {
    await knex.schema.dropTable(table);
  }
  await knex.raw('drop function refuse_playbook_event_change()');
  await knex.schema.alterTable('playbooks', table => {
    table.dropColumns('source', 'change_id');
  });
};
