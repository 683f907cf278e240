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
 * Of harm, what each person was told and has not yet said they have seen.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('harm', table => {
    table.comment('What people were told of harm, whatever they have muted');
    table.text('person').notNullable().comment('Entity reference');
    table.bigInteger('event_key').notNullable().comment('The outbox entry');
    table.text('topic').notNullable();
    table
      .text('subject')
      .notNullable()
      .comment('The cause, or what it is about');
    table.text('severity').notNullable();
    table.text('rollout_id');
    table.text('experiment_id');
    table.text('title').notNullable();
    table.text('description').notNullable();
    table.text('link').notNullable().comment('Path in the portal');
    table.timestamp('at').notNullable();
    table.timestamp('seen_at').comment('When the person said so');
    table.primary(['person', 'event_key']);
    table.index(['at']);
  });
  await knex.raw(
    'create index harm_unseen on harm (person, event_key desc) where seen_at is null',
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('harm');
};
