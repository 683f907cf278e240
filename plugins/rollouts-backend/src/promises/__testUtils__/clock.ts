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

import knexFactory, { type Knex } from 'knex';

/**
 * The same database with a clock that tests can move: functions of the same
 * names come before PostgreSQL's own.
 */
export async function withMovableClock(plain: Knex): Promise<Knex> {
  await plain.raw(`
    create table test_clock (shift interval not null);
    insert into test_clock values (interval '0');
    create function clock_timestamp() returns timestamptz language sql volatile
      as 'select pg_catalog.clock_timestamp() + shift from public.test_clock';
    create function now() returns timestamptz language sql volatile
      as 'select pg_catalog.clock_timestamp() + shift from public.test_clock';
  `);
  return knexFactory({
    client: 'pg',
    connection: plain.client.config.connection,
    searchPath: ['public', 'pg_catalog'],
    pool: { min: 0, max: 10 },
  });
}

export async function passTime(knex: Knex, seconds: number): Promise<void> {
  await knex.raw(
    `update test_clock set shift = shift + ? * interval '1 second'`,
    [seconds],
  );
}
