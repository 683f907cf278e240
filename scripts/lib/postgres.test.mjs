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

import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { freePort } from './ports.mjs';
import { startPostgres } from './postgres.mjs';

let folder;

before(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'stagecraft-postgres-'));
  await fs.chmod(folder, 0o755);
});

after(() => fs.rm(folder, { recursive: true, force: true }));

async function start(name) {
  return startPostgres({
    dir: path.join(folder, name),
    port: await freePort(),
  });
}

async function query({ connection }, text) {
  const client = new pg.Client({ ...connection, database: 'postgres' });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

test('it is PostgreSQL 18, and keeps its data over a restart', async () => {
  const first = await start('kept');
  const [{ server_version: version }] = await query(
    first,
    'show server_version',
  );
  assert.match(version, /^18\./);
  await query(first, 'create table kept (n int); insert into kept values (7)');
  await first.stop();

  const second = await start('kept');
  assert.deepEqual(await query(second, 'select n from kept'), [{ n: 7 }]);
  await second.stop();
});

test('it takes the place of a server that was left running', async () => {
  const left = await start('left');
  await query(left, 'create table kept (n int); insert into kept values (7)');

  const next = await start('left');
  await left.ended;
  assert.deepEqual(await query(next, 'select n from kept'), [{ n: 7 }]);
  await next.stop();
});

test('it begins anew when a run was killed while making the folder', async () => {
  await fs.mkdir(path.join(folder, 'half.new'));
  await fs.writeFile(path.join(folder, 'half.new', 'PG_VERSION'), '18\n');
  const server = await start('half');
  assert.equal((await query(server, 'select 1 as n'))[0].n, 1);
  await server.stop();
});

test('data of another version is refused, with what to do', async () => {
  const dir = path.join(folder, 'old');
  await fs.mkdir(dir);
  await fs.writeFile(path.join(dir, 'PG_VERSION'), '17\n');
  await assert.rejects(startPostgres({ dir, port: await freePort() }), {
    message: /PostgreSQL 17.*runs 18[^]*npm run reset/,
  });
});
