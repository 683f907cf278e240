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
import { test } from 'node:test';
import { ConfigReader } from '@backstage/config';
import { checkServer, hasOwnDatabase } from './database.mjs';
import { freePort } from './ports.mjs';

const config = database => new ConfigReader({ backend: { database } });

test('nothing configured means the embedded server', () => {
  assert.equal(hasOwnDatabase(config(undefined)), false);
  assert.equal(hasOwnDatabase(config({ client: 'pg' })), false);
});

test('a connection means an own server', () => {
  const own = { client: 'pg', connection: { host: 'db' } };
  assert.equal(hasOwnDatabase(config(own)), true);
});

test('another client is refused, for one plugin too', () => {
  assert.throws(() => hasOwnDatabase(config({ client: 'better-sqlite3' })), {
    message:
      /PostgreSQL only, and backend\.database\.client is 'better-sqlite3'/,
  });
  const mixed = { client: 'pg', plugin: { catalog: { client: 'mysql2' } } };
  assert.throws(() => hasOwnDatabase(config(mixed)), {
    message: /backend\.database\.plugin\.catalog\.client is 'mysql2'/,
  });
});

test('a server that does not answer is named by its setting', async () => {
  const nobody = `postgresql://postgres@127.0.0.1:${await freePort()}`;
  await assert.rejects(checkServer(nobody, 'SOME_SETTING'), {
    name: 'Failure',
    message: /^The PostgreSQL of SOME_SETTING cannot be used\.\n.*ECONNREFUSED/,
  });
});
