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
  for (const name of ['rollouts', 'experiments']) {
    await knex.schema.alterTable(name, table => {
      table
        .specificType('parts', 'text[]')
        .notNullable()
        .defaultTo('{}')
        .comment('Who plays which part, part:reference; what viewers see by');
    });
  }
  // An experiment is seen by whoever sees one of its rollouts. A trigger, so
  // that no query that changes a rollout can forget it; it costs nothing while
  // the parts stay as they are.
  await knex.raw(`
    create function gather_parts() returns trigger language plpgsql as $$
    begin
      update experiments e set parts = gathered.parts
      from (
        select coalesce(array_agg(distinct part order by part), '{}') as parts
        from rollouts r, unnest(r.parts) as part
        where r.experiment_id = new.experiment_id
      ) as gathered
      where e.id = new.experiment_id and e.parts is distinct from gathered.parts;
      return null;
    end $$`);
  await knex.raw(`
    create trigger rollouts_inserted_parts after insert on rollouts
    for each row execute function gather_parts()`);
  await knex.raw(`
    create trigger rollouts_updated_parts after update of parts on rollouts
    for each row when (old.parts is distinct from new.parts)
    execute function gather_parts()`);
  await knex.raw(`
    update rollouts r set parts = array(
      select distinct part from (
        select 'owner:' || jsonb_array_elements_text(r.people->'owners')
        union all
        select 'approver:' || jsonb_array_elements_text(r.people->'approvers')
        union all
        select 'operator:' || jsonb_array_elements_text(r.people->'operators')
        union all
        select 'requester:' || r.requested_by
        union all
        select 'approver:' || (role #>> '{}')
        from plans p, unnest(array[
          '$.stages[*].approvals.from',
          '$.stages[*].approvals.also[*].from',
          '$.stages[*].milestones[*].role'
        ]::jsonpath[]) as path, jsonb_path_query(p.plan, path) as role
        where p.hash = r.plan_hash and strpos(role #>> '{}', ':') > 0
      ) as all_parts(part)
      order by part
    )`);
  for (const name of ['rollouts', 'experiments']) {
    await knex.raw(`create index ${name}_parts on ${name} using gin (parts)`);
  }
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.raw('drop trigger rollouts_inserted_parts on rollouts');
  await knex.raw('drop trigger rollouts_updated_parts on rollouts');
  await knex.raw('drop function gather_parts()');
  for (const name of ['rollouts', 'experiments']) {
    await knex.schema.alterTable(name, table => table.dropColumn('parts'));
  }
};
