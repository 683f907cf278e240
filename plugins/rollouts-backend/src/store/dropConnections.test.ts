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

import { setupDatabase } from '../promises/__testUtils__/setup';
import { dropConnections } from './dropConnections';

jest.setTimeout(60_000);

const test = setupDatabase();

it('fails what waits for the database, and goes on by new connections', async () => {
  const knex = test.database;
  const pidOf = async () => {
    const { rows } = await knex.raw<{ rows: { pid: number }[] }>(
      'select pg_backend_pid() as pid',
    );
    return rows[0].pid;
  };
  const before = await pidOf();
  const hung = knex.raw('select pg_sleep(300)').then(
    () => 'answered',
    (error: Error) => error.message,
  );
  await pidOf();
  expect(dropConnections(knex)).toBeGreaterThanOrEqual(1);
  expect(await hung).toMatch(/Connection terminated/);
  expect(await pidOf()).not.toBe(before);
});
