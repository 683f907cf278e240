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
  // Filled in the transaction of the decision, so that one that commits late
  // is found late rather than never: nothing here is read by a watermark.
  await knex.schema.createTable('tree_queue', table => {
    table.comment('Decisions that no tree head covers yet');
    table.text('experiment_id').notNullable();
    table.bigInteger('seq').notNullable();
    table.text('hash').notNullable();
    table.specificType('position', 'bigint generated always as identity');
    table.primary(['experiment_id', 'seq']);
    table.index(['position']);
  });
  await knex.raw(`
    insert into tree_queue (experiment_id, seq, hash)
    select experiment_id, seq, hash from decisions order by experiment_id, seq`);
  await knex.raw(`
    create function queue_decision() returns trigger language plpgsql as $$
    begin
      insert into tree_queue (experiment_id, seq, hash)
      values (new.experiment_id, new.seq, new.hash) on conflict do nothing;
      return null;
    end $$`);
  await knex.raw(`
    create trigger decisions_queued after insert on decisions
    for each row execute function queue_decision()`);
  await knex.raw(
    'alter table decisions enable always trigger decisions_queued',
  );

  await knex.schema.createTable('tree_leaves', table => {
    table.comment('The global order of decisions; append-only');
    table.bigInteger('index').primary().comment('From 0, without gaps');
    table.text('experiment_id').notNullable();
    table.bigInteger('seq').notNullable();
    table.text('hash').notNullable().comment("The decision's");
    table.unique(['experiment_id', 'seq']);
  });
  await knex.schema.createTable('tree_nodes', table => {
    table.comment('Roots of full subtrees of 256 leaves, 65 536, …');
    table.smallint('level').notNullable().comment('8, 16, 24, …');
    table.bigInteger('position').notNullable();
    table.text('hash').notNullable();
    table.primary(['level', 'position']);
  });
  await knex.schema.createTable('tree_heads', table => {
    table.comment('Signed tree heads; append-only');
    table.bigInteger('size').primary().comment('Decisions that it covers');
    table.jsonb('head').notNullable().comment('With its signature');
  });
  await knex.raw(`
    create function refuse_change_of_tree() returns trigger language plpgsql as $$
    begin
      raise exception '% is append-only', tg_table_name;
    end $$`);
  for (const name of ['tree_leaves', 'tree_nodes', 'tree_heads']) {
    await knex.raw(
      `create trigger append_only before update or delete on ${name}
       for each row execute function refuse_change_of_tree()`,
    );
    await knex.raw(
      `create trigger no_truncate before truncate on ${name}
       for each statement execute function refuse_change_of_tree()`,
    );
    await knex.raw(`alter table ${name} enable always trigger append_only`);
    await knex.raw(`alter table ${name} enable always trigger no_truncate`);
  }

  await knex.schema.createTable('tree_state', table => {
    table.comment(
      'One row: what the next head is made from; its lock says who',
    );
    table.boolean('only').primary().defaultTo(true);
    table.bigInteger('size').notNullable().defaultTo(0);
    table
      .jsonb('frontier')
      .notNullable()
      .defaultTo('[]')
      .comment('Roots of the full subtrees, the largest first');
    table.timestamp('due_at').notNullable().defaultTo(knex.fn.now());
    table.check('"only"');
  });
  await knex('tree_state').insert({ only: true });

  await knex.schema.createTable('tree_copies', table => {
    table.comment('Copies outside the database, and how far they are');
    table.text('name').primary();
    table.bigInteger('copied_size').notNullable().defaultTo(0);
    table.timestamp('copied_at');
    table.text('trouble').comment('Why the last attempt failed');
    table.timestamp('trouble_since');
  });

  await knex.schema.createTable('verifications', table => {
    table.comment('Runs of the verification of all decisions');
    table.text('id').primary();
    table.jsonb('started_by').notNullable().comment('Actor, kept as it was');
    table.timestamp('started_at').notNullable().defaultTo(knex.fn.now());
    table
      .timestamp('seen_at')
      .notNullable()
      .defaultTo(knex.fn.now())
      .comment('When whoever runs it last said so');
    table.bigInteger('checked').notNullable().defaultTo(0);
    table.bigInteger('total').notNullable().defaultTo(0);
    table.timestamp('finished_at');
    table.jsonb('verdict');
    table.text('trouble').comment('Why it could not be finished');
    table.index(['started_at']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.raw('drop trigger decisions_queued on decisions');
  await knex.raw('drop function queue_decision()');
  for (const table of [
    'verifications',
    'tree_copies',
    'tree_state',
    'tree_heads',
    'tree_nodes',
    'tree_leaves',
    'tree_queue',
  ]) {
    await knex.schema.dropTable(table);
  }
  await knex.raw('drop function refuse_change_of_tree()');
};
