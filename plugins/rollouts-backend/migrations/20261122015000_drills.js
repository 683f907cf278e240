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
      .boolean('drill')
      .notNullable()
      .defaultTo(false)
      .comment('A rehearsal; counts in no figure');
  });

  await knex.schema.createTable('reviews', table => {
    table.comment('What somebody else looks at after an incident or a bypass');
    table.text('id').primary();
    table.text('kind').notNullable().comment('incident or bypass');
    table.text('rollout_id').notNullable().references('rollouts.id');
    table.text('experiment_id').notNullable().references('experiments.id');
    table.text('service').notNullable().comment('Entity reference');
    table.text('about').comment('Whose act it is; who may not close it');
    table.text('subject').notNullable().comment("Policy, or reversal's cause");
    table.text('reason').notNullable();
    table.jsonb('opened_by').notNullable().comment('Actor, kept as it was');
    table.timestamp('opened_at').notNullable().defaultTo(knex.fn.now());
    table.timestamp('due_at').notNullable();
    table.jsonb('body').notNullable().comment('Notes, actions, conclusion');
    table.integer('version').notNullable().defaultTo(1);
    table.jsonb('closed_by').comment('Actor, kept as it was');
    table.timestamp('closed_at');
    table.timestamp('told_at').comment('When people were told it is overdue');
    table.index(['rollout_id']);
    table.index(['service', 'opened_at']);
  });
  await knex.raw(
    `create unique index reviews_incident on reviews (rollout_id) where kind = 'incident'`,
  );
  await knex.raw(
    'create index reviews_open on reviews (due_at, id) where closed_at is null',
  );
  await knex.raw(
    'create index reviews_closed on reviews (closed_at desc, id desc) where closed_at is not null',
  );

  await knex.schema.createTable('review_changes', table => {
    table.comment('Append-only; what a review said at each version');
    table.text('review_id').notNullable().references('reviews.id');
    table.integer('version').notNullable();
    table.timestamp('at').notNullable().defaultTo(knex.fn.now());
    table.jsonb('actor').notNullable();
    table.text('change').notNullable().comment('opened, written or closed');
    table.jsonb('body').notNullable();
    table.primary(['review_id', 'version']);
  });
  await knex.raw(`
    create function refuse_review_change() returns trigger language plpgsql as $$
    begin
      raise exception 'review_changes is append-only';
    end $$`);
  await knex.raw(`
    create trigger review_changes_append_only before update or delete on review_changes
    for each row execute function refuse_review_change()`);
  await knex.raw(`
    create trigger review_changes_no_truncate before truncate on review_changes
    for each statement execute function refuse_review_change()`);
  await knex.raw(
    'alter table review_changes enable always trigger review_changes_append_only',
  );
  await knex.raw(
    'alter table review_changes enable always trigger review_changes_no_truncate',
  );

  await knex.schema.createTable('drills', table => {
    table.comment('Rehearsed rollbacks; the moved due time is the lease');
    table.text('id').primary();
    table.text('rollout_id').notNullable().unique().references('rollouts.id');
    table.text('experiment_id').notNullable().references('experiments.id');
    table.text('service').notNullable().comment('Entity reference');
    table.text('playbook_id').notNullable();
    table.integer('playbook_version').notNullable();
    table.text('environment').notNullable();
    table.jsonb('requested_by').notNullable().comment('Actor, kept as it was');
    table.text('schedule_id').comment('Where it was started by a schedule');
    table.text('breach').notNullable().comment('The kind of its source');
    table.text('guardrail').notNullable().comment('Made to breach');
    table.jsonb('goals').notNullable().comment('Seconds it must reach');
    table.timestamp('created_at').notNullable().defaultTo(knex.fn.now());
    table
      .timestamp('breach_began_at')
      .comment('Written before the breach is begun');
    table
      .timestamp('breach_on_at')
      .comment('When its source said that it is on');
    table.timestamp('breach_ended_at');
    table.jsonb('readiness').comment('What readiness probes showed meanwhile');
    table.timestamp('ended_at');
    table.boolean('passed');
    table.text('why').comment('Of the verdict, one sentence');
    table.jsonb('timings').comment('Instants of the breach and the way back');
    table.timestamp('due_at').notNullable().defaultTo(knex.fn.now());
    table.text('ticket').comment('Fresh at every claim');
    table.integer('attempts').notNullable().defaultTo(0);
    table.text('last_error');
    table.index(['service', 'playbook_id', 'created_at']);
    table.index(['created_at', 'id']);
  });
  await knex.raw(
    'create index drills_due on drills (due_at) where ended_at is null',
  );
  await knex.raw(
    `create index drills_injecting on drills (rollout_id)
     where breach = 'injected-metric' and breach_began_at is not null and breach_ended_at is null`,
  );

  await knex.schema.createTable('drill_schedules', table => {
    table.comment('When the way back of a service is rehearsed by itself');
    table.text('id').primary();
    table.text('service').notNullable().comment('Entity reference');
    table.text('playbook_id').notNullable();
    table.jsonb('settings').notNullable().comment('What the drill is made of');
    table.integer('every_days').comment("Null: the playbook's own");
    table.integer('hour').notNullable();
    table.text('time_zone').notNullable().comment('IANA name');
    table.jsonb('set_by').notNullable().comment('Actor, kept as it was');
    table.timestamp('set_at').notNullable().defaultTo(knex.fn.now());
    table.timestamp('next_at').notNullable();
    table.text('trouble').comment('Why the last one could not start');
    table.integer('version').notNullable().defaultTo(1);
    table.unique(['service', 'playbook_id']);
    table.index(['next_at']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const table of [
    'drill_schedules',
    'drills',
    'review_changes',
    'reviews',
  ]) {
    await knex.schema.dropTable(table);
  }
  await knex.raw('drop function refuse_review_change()');
  await knex.schema.alterTable('rollouts', table => table.dropColumn('drill'));
};
