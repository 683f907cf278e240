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
 * What people and receivers were told, and what gates were asked about.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('notices', table => {
    table.comment('What a person was told of, so that repetitions are counted');
    table.text('person').notNullable().comment('Entity reference');
    table.text('topic').notNullable();
    table
      .text('subject')
      .notNullable()
      .comment('The cause, or what it is about');
    table.text('scope').notNullable().comment('Of the notification to replace');
    table.timestamp('opened_at').notNullable();
    table
      .jsonb('events')
      .notNullable()
      .comment('Outbox entries told of in it, with their rollouts');
    table.primary(['person', 'topic', 'subject']);
    table.index(['opened_at']);
  });

  await knex.schema.createTable('deliveries', table => {
    table.comment('What webhooks are told, and how that went');
    table.text('id').primary();
    table.text('webhook').notNullable().comment('Its id in the configuration');
    table.text('rollout_id').references('rollouts.id');
    table
      .text('subject')
      .notNullable()
      .comment('Of one subject, one follows the other');
    table.bigInteger('event_key').notNullable().comment('The outbox entry');
    table.jsonb('event').notNullable();
    table.text('action').notNullable().comment('trigger or resolve');
    table.text('state').notNullable().defaultTo('pending');
    table.integer('attempts').notNullable().defaultTo(0);
    table.integer('last_status').comment('HTTP, of the last attempt');
    table.text('last_error');
    table.text('ticket');
    table.timestamp('due_at').notNullable().defaultTo(knex.fn.now());
    table.timestamp('created_at').notNullable().defaultTo(knex.fn.now());
    table.timestamp('settled_at');
    table.bigIncrements('position', { primaryKey: false });
    table.unique(['webhook', 'event_key']);
  });
  await knex.raw(
    "create index deliveries_waiting on deliveries (webhook, subject, event_key) where state = 'pending'",
  );
  await knex.raw(
    'create index deliveries_listed on deliveries (position desc)',
  );
  await knex.raw(
    "create index deliveries_failed on deliveries (position desc) where state = 'failed'",
  );
  await knex.raw(
    "create index deliveries_settled on deliveries (settled_at) where state = 'delivered'",
  );

  await knex.raw(
    "create index plans_targets on plans using gin ((plan->'targets') jsonb_path_ops)",
  );
  await knex.raw('create index rollouts_plan on rollouts (plan_hash)');
  await knex.schema.createTable('gate_checksums', table => {
    table.comment('The content that an engine first asked about, by plan');
    table.text('rollout_id').notNullable().references('rollouts.id');
    table.text('plan_hash').notNullable();
    table.text('canary').notNullable().comment('namespace/name');
    table.text('checksum').notNullable();
    table.timestamp('seen_at').notNullable().defaultTo(knex.fn.now());
    table.primary(['rollout_id', 'plan_hash', 'canary']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of ['gate_checksums', 'deliveries', 'notices']) {
    await knex.schema.dropTable(table);
  }
  await knex.raw('drop index plans_targets');
  await knex.raw('drop index rollouts_plan');
};
