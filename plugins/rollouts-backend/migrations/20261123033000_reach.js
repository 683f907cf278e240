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
 * Who may see what was sent: by the rollout, experiment or service that it is
 * about. And what reached none of those whom it is for.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('deliveries', table => {
    table.text('experiment_id');
    table.text('service').comment('Of what is about no experiment of it');
  });
  await knex.raw(
    `update deliveries d set experiment_id = o.payload->>'experimentId'
     from outbox o where o.id = d.event_key`,
  );
  await knex.schema.createTable('unreached', table => {
    table.comment('What reached none of those whom it is for');
    table.bigInteger('event_key').primary().comment('The outbox entry');
    table.text('topic').notNullable();
    table.text('severity').notNullable();
    table
      .specificType('recipients', 'text[]')
      .notNullable()
      .comment('Groups without members');
    table.text('rollout_id');
    table.text('experiment_id');
    table.text('service');
    table.text('title').notNullable();
    table.text('link').notNullable().comment('Path in the portal');
    table.boolean('told_operators').notNullable();
    table.timestamp('at').notNullable();
    table.index(['at']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('unreached');
  await knex.schema.alterTable('deliveries', table => {
    table.dropColumns('experiment_id', 'service');
  });
};
