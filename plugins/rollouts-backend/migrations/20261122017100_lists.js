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

// What the board counts is a few of very many.
const INDICES = {
  rollouts_needs_people: 'rollouts (id) where needs_people',
  rollouts_in_trouble: `rollouts (id) where phase = 'held' or health = 'unknown'`,
  rollouts_rolled_back: `rollouts (ended_at) where phase = 'rolled-back'`,
  rollouts_requested_by: 'rollouts (requested_by)',
  rollouts_owner: 'rollouts (owner)',
  rollouts_board_of_system:
    'rollouts (system, urgency, updated_at desc, id desc)',
  rollouts_board_of_phase:
    'rollouts (phase, urgency, updated_at desc, id desc)',
  experiments_newest: 'experiments (created_at desc, id desc)',
  experiments_newest_of: 'experiments (service, created_at desc, id desc)',
};

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  for (const [name, on] of Object.entries(INDICES)) {
    await knex.raw(`create index ${name} on ${on}`);
  }
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const name of Object.keys(INDICES)) {
    await knex.raw(`drop index ${name}`);
  }
};
