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
 * What figures ask of very many rollouts and decisions, so that none unpacks
 * states, plans or entries.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  // Instants in states say their zone, so the session's never matters.
  await knex.raw(`
    create function instant_of(state jsonb, path text[]) returns timestamptz
    immutable parallel safe language sql
    return (state #>> path)::timestamptz`);
  await knex.raw(`
    alter table rollouts
      add column first_exposed_at timestamptz
        generated always as (instant_of(state, '{stageTimes,0,enteredAt}')) stored,
      add column promoted_at timestamptz
        generated always as (instant_of(state, '{promotedAt}')) stored,
      add column reversal_first_seen_at timestamptz
        generated always as (instant_of(state, '{reversal,firstSeenAt}')) stored,
      add column reversal_confirmed_at timestamptz
        generated always as (instant_of(state, '{reversal,confirmedAt}')) stored,
      add column reversal_decided_at timestamptz
        generated always as (instant_of(state, '{reversal,decidedAt}')) stored,
      add column reversal_verified_at timestamptz
        generated always as (instant_of(state, '{reversal,verifiedAt}')) stored,
      add column reversal_by text
        generated always as (state #>> '{reversal,actor,kind}') stored,
      add column reversal_breached boolean
        generated always as
        (state @> '{"reversal": {"checks": [{"verdict": "breached"}]}}') stored`);
  await knex.raw(
    `create index rollouts_counted on rollouts (id)
     include (experiment_id, service) where not drill`,
  );
  await knex.raw(
    'create index rollouts_environments on rollouts (environment) where not drill',
  );
  await knex.raw(
    `create index plans_of_flags on plans (hash)
     where plan @> '{"targets": [{"kind": "feature-flag"}]}'`,
  );
  await knex.raw('drop index decisions_of_people');
  await knex.raw(
    `create index decisions_of_people on decisions (command, at)
     include (rollout_id, seq) where command in ('approve', 'bypass')`,
  );
  await knex.raw(
    `create index decisions_asking on decisions (rollout_id, seq) include (at)
     where command in ('propose', 'revise', 'await', 'withdraw-approval')`,
  );
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.raw('drop index decisions_asking');
  await knex.raw('drop index decisions_of_people');
  await knex.raw(
    `create index decisions_of_people on decisions (command, at)
     where command in ('approve', 'bypass')`,
  );
  await knex.raw('drop index plans_of_flags');
  await knex.raw('drop index rollouts_environments');
  await knex.raw('drop index rollouts_counted');
  await knex.schema.alterTable('rollouts', table => {
    table.dropColumns(
      'first_exposed_at',
      'promoted_at',
      'reversal_first_seen_at',
      'reversal_confirmed_at',
      'reversal_decided_at',
      'reversal_verified_at',
      'reversal_by',
      'reversal_breached',
    );
  });
  await knex.raw('drop function instant_of(jsonb, text[])');
};
