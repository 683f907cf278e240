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
  await knex.schema.createTable('experiments', table => {
    table.comment('Business goals and hypotheses, and how they ended');
    table.text('id').primary();
    table.text('service').notNullable().comment('Entity reference');
    table.text('system').comment('Entity reference, as last seen');
    table.jsonb('body').notNullable().comment('Title, goal, hypothesis, tags');
    table.jsonb('requested_by').notNullable().comment('Actor, kept as it was');
    table.timestamp('created_at').notNullable().defaultTo(knex.fn.now());
    table.integer('version').notNullable().defaultTo(1);
    table.bigInteger('chain_seq').notNullable().defaultTo(0);
    table
      .text('chain_hash')
      .notNullable()
      .comment('Hash of the newest decision');
    table.text('outcome');
    table.jsonb('conclusion');
    table.timestamp('concluded_at');
    table.specificType('search', 'tsvector').comment('Words of its learning');
    table.index(['service', 'created_at']);
    table.index(['created_at']);
  });
  await knex.raw(
    'create index experiments_search on experiments using gin (search)',
  );
  await knex.raw(
    'create index experiments_concluded on experiments (concluded_at desc, id) where outcome is not null',
  );

  await knex.schema.createTable('plans', table => {
    table.comment('Immutable plans by the SHA-256 of their canonical JSON');
    table.text('hash').primary();
    table.jsonb('plan').notNullable();
    table.timestamp('created_at').notNullable().defaultTo(knex.fn.now());
  });

  await knex.schema.createTable('rollouts', table => {
    table.comment('One run of one plan; state is what decide works on');
    table.text('id').primary();
    table.text('experiment_id').notNullable().references('experiments.id');
    table.text('plan_hash').notNullable().references('plans.hash');
    table.integer('version').notNullable().defaultTo(1);
    table.jsonb('state').notNullable();
    table.text('phase').notNullable();
    table.integer('stage_index').notNullable();
    table.text('service').notNullable();
    table.text('system');
    table.text('owner').comment('Owning group as last seen');
    table
      .jsonb('people')
      .notNullable()
      .comment('Groups in their roles as last seen');
    table.text('environment').notNullable();
    table.text('playbook_id').notNullable();
    table.integer('playbook_version').notNullable();
    table.text('requested_by').notNullable().comment('Entity reference');
    table.integer('urgency').notNullable().comment('Lower is more urgent');
    table.text('health').comment('Verdict over all guardrails');
    table.boolean('exposed').notNullable();
    table
      .specificType('awaits', 'text[]')
      .notNullable()
      .defaultTo('{}')
      .comment('Groups whose approval is asked for now');
    table.timestamp('asked_at').comment('Since when approval is asked for');
    table
      .boolean('needs_people')
      .notNullable()
      .comment('Whether nothing goes on until somebody acts');
    table.timestamp('created_at').notNullable().defaultTo(knex.fn.now());
    table.timestamp('updated_at').notNullable().defaultTo(knex.fn.now());
    table.timestamp('ended_at').comment('When a final phase was reached');
    table.timestamp('ends_at').notNullable().comment("The plan's end");
    table.index(['experiment_id']);
    table.index(['service', 'created_at']);
    table.index(['playbook_id', 'playbook_version']);
  });
  await knex.raw(
    'create index rollouts_board on rollouts (urgency, updated_at desc, id desc)',
  );
  await knex.raw(
    'create index rollouts_watched on rollouts (id) where exposed',
  );
  await knex.raw(
    'create index rollouts_awaits on rollouts using gin (awaits) where cardinality(awaits) > 0',
  );

  await knex.schema.createTable('decisions', table => {
    table.comment('Append-only; one hash chain an experiment');
    table.text('experiment_id').notNullable().references('experiments.id');
    table.bigInteger('seq').notNullable();
    table.text('rollout_id').references('rollouts.id');
    table.timestamp('at').notNullable();
    table.jsonb('entry').notNullable().comment('What is hashed');
    table.text('command').notNullable();
    table.text('actor_kind').notNullable();
    table.text('previous_hash').notNullable();
    table.text('hash').notNullable();
    table.primary(['experiment_id', 'seq']);
    table.index(['rollout_id', 'seq']);
  });
  await knex.raw(`
    create function refuse_change() returns trigger language plpgsql as $$
    begin
      raise exception 'decisions are append-only';
    end $$`);
  await knex.raw(`
    create trigger decisions_append_only before update or delete on decisions
    for each row execute function refuse_change()`);
  await knex.raw(`
    create trigger decisions_no_truncate before truncate on decisions
    for each statement execute function refuse_change()`);
  await knex.raw(
    'alter table decisions enable always trigger decisions_append_only',
  );
  await knex.raw(
    'alter table decisions enable always trigger decisions_no_truncate',
  );

  await knex.schema.createTable('targets', table => {
    table.comment('What is moved, its fence and its way back');
    table.text('id').primary().comment('Cluster UID, kind, namespace, name');
    table.jsonb('ref').notNullable();
    table.integer('fence_epoch').notNullable().defaultTo(1);
    table.integer('fence_count').notNullable().defaultTo(0);
    table.text('rollout_id').references('rollouts.id').comment('Its holder');
    table.jsonb('baseline').comment('Captured before the first exposure');
    table.text('capsule').comment('Where its newest way back is kept');
    table.jsonb('observed').comment('The last live look');
    table.timestamp('observed_at');
    table
      .jsonb('writing')
      .comment('The newest forward write: decision, exposure, first fence');
    table.jsonb('acknowledged').comment('What was last read back as decided');
    table.text('trouble');
    table.index(['rollout_id']);
  });

  await knex.schema.createTable('work', table => {
    table.comment(
      'Due work, one row a held target; the moved due time is the lease',
    );
    table.text('target_id').primary().references('targets.id');
    table.text('rollout_id').notNullable().references('rollouts.id');
    table.timestamp('due_at').notNullable().defaultTo(knex.fn.now());
    table.boolean('urgent').notNullable().defaultTo(false);
    table
      .text('ticket')
      .comment('Fresh at every claim; cleared by a roll-back');
    table.bigInteger('request_seq').notNullable().defaultTo(0);
    table.integer('attempts').notNullable().defaultTo(0);
    table.text('last_error');
    table.index(['urgent', 'due_at']);
    table.index(['rollout_id']);
  });

  await knex.schema.createTable('metric_definitions', table => {
    table.comment('Every version of every definition a plan may cite');
    table.text('hash').primary();
    table.text('name').notNullable();
    table.jsonb('definition').notNullable();
    table.boolean('current').notNullable();
    table.timestamp('created_at').notNullable().defaultTo(knex.fn.now());
    table.index(['name']);
  });

  await knex.schema.createTable('sampling', table => {
    table.comment('One row a definition in use: who samples it next, and when');
    table
      .text('definition_hash')
      .primary()
      .references('metric_definitions.hash');
    table.timestamp('due_at').notNullable().defaultTo(knex.fn.now());
    table.text('ticket');
    table.integer('attempts').notNullable().defaultTo(0);
    table.text('last_error');
    table.index(['due_at']);
  });

  await knex.raw(`
    create table samples (
      definition_hash text not null,
      service text not null,
      variant text not null,
      at timestamptz not null,
      value double precision,
      count double precision not null,
      sum double precision,
      sum_squares double precision,
      primary key (definition_hash, service, variant, at)
    ) partition by range (at)`);

  await knex.schema.createTable('observations', table => {
    table.comment(
      'Disjoint windows added up, a stay in a stage, definition, target and variant each',
    );
    table.text('rollout_id').notNullable().references('rollouts.id');
    table
      .text('definition_hash')
      .notNullable()
      .references('metric_definitions.hash');
    table.text('stage').notNullable().comment('Its index and time of entry');
    table.text('subject').notNullable().comment('As in samples.service');
    table.text('variant').notNullable();
    table.double('count').notNullable();
    table.double('sum').comment('Null when a window came without');
    table.double('sum_squares').comment('Null when a window came without');
    table.double('weighted').notNullable().comment('Values times their counts');
    table.timestamp('counted_until').notNullable();
    table.primary([
      'rollout_id',
      'definition_hash',
      'stage',
      'subject',
      'variant',
    ]);
  });

  await knex.schema.createTable('verdicts', table => {
    table.comment('The newest verdict of each check of a watched rollout');
    table.text('rollout_id').notNullable().references('rollouts.id');
    table.text('guardrail').notNullable();
    table.text('stage').notNullable().comment('Its index and time of entry');
    table.text('verdict').notNullable();
    table.jsonb('body').notNullable().comment('CheckVerdict');
    table.jsonb('reference').comment('The baseline before full exposure');
    table.double('interval_seconds').notNullable().comment('Between looks');
    table.timestamp('assessed_at').notNullable();
    table.primary(['rollout_id', 'guardrail']);
  });

  await knex.schema.createTable('outbox', table => {
    table.comment('Delivered after the commit, at least once');
    table.bigIncrements('id');
    table.text('kind').notNullable();
    table.jsonb('payload').notNullable();
    table.text('dedupe_key').notNullable().unique();
    table.timestamp('due_at').notNullable().defaultTo(knex.fn.now());
    table.text('ticket');
    table.integer('attempts').notNullable().defaultTo(0);
    table.text('last_error');
    table.timestamp('done_at');
  });
  await knex.raw(
    'create index outbox_due on outbox (due_at) where done_at is null',
  );

  await knex.schema.createTable('idempotency', table => {
    table.comment('Answers kept for repeats of the same request');
    table.text('actor').notNullable();
    table.text('key').notNullable();
    table.text('request_hash').notNullable();
    table.integer('status').notNullable();
    table.jsonb('response').notNullable();
    table.timestamp('created_at').notNullable().defaultTo(knex.fn.now());
    table.primary(['actor', 'key']);
    table.index(['created_at']);
  });

  await knex.schema.createTable('playbooks', table => {
    table.comment('Every version of every playbook');
    table.text('id').notNullable();
    table.integer('version').notNullable();
    table.jsonb('body').notNullable();
    table.text('hash').notNullable();
    table.timestamp('created_at').notNullable().defaultTo(knex.fn.now());
    table.primary(['id', 'version']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const table of [
    'playbooks',
    'idempotency',
    'outbox',
    'verdicts',
    'observations',
    'samples',
    'sampling',
    'metric_definitions',
    'work',
    'targets',
    'decisions',
    'rollouts',
    'plans',
    'experiments',
  ]) {
    await knex.schema.dropTable(table);
  }
  await knex.raw('drop function refuse_change()');
};
