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
 * What insights read of very many concluded experiments, and the latest
 * rollout of each: from indexes alone.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw('drop index experiments_concluded');
  await knex.raw(
    `create index experiments_concluded on experiments (concluded_at desc, id)
     include (service, outcome) where outcome is not null`,
  );
  await knex.raw(
    `create index rollouts_latest_of on rollouts
     (experiment_id, created_at desc) include (id) where not drill`,
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('drop index rollouts_latest_of');
  await knex.raw('drop index experiments_concluded');
  await knex.raw(
    `create index experiments_concluded on experiments (concluded_at desc, id)
     where outcome is not null`,
  );
};
