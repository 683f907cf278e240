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
  await knex.schema.alterTable('rollouts', table => {
    table
      .specificType('tags', 'text[]')
      .notNullable()
      .defaultTo('{}')
      .comment("The service's tags in the catalogue, as last seen");
  });

  await knex.schema.createTable('freezes', table => {
    table.comment('Windows in which nothing is exposed further');
    table.text('id').primary();
    table.text('title').notNullable();
    table.text('reason').notNullable();
    table.text('contact').notNullable().comment('Entity reference');
    table.jsonb('scope').notNullable();
    table.text('scope_key').notNullable().comment('The same for one scope');
    table.jsonb('timing').notNullable().comment('Instants, or a local rule');
    table.timestamp('starts_at').comment('Of a one-off');
    table.timestamp('ends_at').comment('Of a one-off; null for open');
    table.jsonb('moved').notNullable().defaultTo('[]');
    table.jsonb('owner').notNullable().comment('Actor, kept as it was');
    table.boolean('stops_line').notNullable();
    table.integer('version').notNullable().defaultTo(1);
    table.timestamp('declared_at').notNullable();
    table.jsonb('ended').comment('Actor, reason and instant');
    table.timestamp('ended_at');
  });
  await knex.raw(
    'create index freezes_open on freezes (starts_at) where ended_at is null',
  );
  await knex.raw(
    'create index freezes_newest on freezes (declared_at desc, id)',
  );
  await knex.raw(
    'create unique index freezes_line on freezes (scope_key) where stops_line and ended_at is null',
  );

  await knex.schema.createTable('freeze_changes', table => {
    table.comment('Append-only; what was done to a freeze');
    table.text('freeze_id').notNullable().references('freezes.id');
    table.integer('version').notNullable();
    table.text('change').notNullable();
    table.jsonb('actor').notNullable().comment('Kept as it was');
    table.text('reason').notNullable();
    table.timestamp('at').notNullable();
    table.jsonb('frozen').comment('The window that it is about');
    table.primary(['freeze_id', 'version']);
  });
  await knex.raw(`
    create function refuse_freeze_change() returns trigger language plpgsql as $$
    begin
      raise exception 'freeze_changes is append-only';
    end $$`);
  await knex.raw(`
    create trigger freeze_changes_append_only
    before update or delete on freeze_changes
    for each row execute function refuse_freeze_change()`);
  await knex.raw(`
    create trigger freeze_changes_no_truncate
    before truncate on freeze_changes
    for each statement execute function refuse_freeze_change()`);
  await knex.raw(
    'alter table freeze_changes enable always trigger freeze_changes_append_only',
  );
  await knex.raw(
    'alter table freeze_changes enable always trigger freeze_changes_no_truncate',
  );
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('freeze_changes');
  await knex.raw('drop function refuse_freeze_change');
  await knex.schema.dropTable('freezes');
  await knex.schema.alterTable('rollouts', table => {
    table.dropColumn('tags');
  });
};
