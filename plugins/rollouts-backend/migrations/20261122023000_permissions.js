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
 * What lists and figures ask of a reversal, so that none unpacks the state of
 * every rollout.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  // Instants in states say their zone, so the session's never matters.
  await knex.raw(`
    create function seconds_to_restore(state jsonb) returns float8
    immutable parallel safe language sql
    return extract(epoch from
      (state #>> '{reversal,verifiedAt}')::timestamptz -
      (state #>> '{reversal,decidedAt}')::timestamptz)`);
  await knex.raw(`
    alter table rollouts
      add column reversal_cause text
        generated always as (state #>> '{reversal,cause}') stored,
      add column restore_seconds float8
        generated always as (seconds_to_restore(state)) stored`);
  await knex.raw(`
    create index rollouts_fared on rollouts (playbook_id)
    include (phase, drill, reversal_cause, restore_seconds)`);
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('rollouts', table => {
    table.dropColumns('reversal_cause', 'restore_seconds');
  });
  await knex.raw('drop function seconds_to_restore(jsonb)');
};
