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
import { once } from 'node:events';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { freePort, requireFreePorts } from './ports.mjs';

test('a port in use is named, with the setting that chooses another', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  const needed = [
    { use: 'the page', port: await freePort(), variable: 'PAGE_PORT' },
    { use: 'the backend', port, variable: 'BACKEND_PORT' },
  ];
  await assert.rejects(requireFreePorts(needed), error => {
    assert.match(error.message, new RegExp(`Port ${port} .* the backend`));
    assert.match(error.message, /BACKEND_PORT=\d+ npm start/);
    assert.doesNotMatch(error.message, /PAGE_PORT/);
    return true;
  });
  server.close();
  await once(server, 'close');
  await requireFreePorts(needed);
});
