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

import { createServer } from 'node:net';
import { Failure } from './failure.mjs';

function tryListen(port, host) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host, exclusive: true }, () => {
      const taken = server.address().port;
      server.close(() => resolve(taken));
    });
  });
}

/** A port of the loopback interface that nothing listens on. */
export function freePort() {
  return tryListen(0, '127.0.0.1');
}

/** Whether nothing listens on the port, on neither of the two loopback addresses. */
async function isFree(port) {
  for (const host of ['127.0.0.1', '::1']) {
    try {
      await tryListen(port, host);
    } catch (error) {
      if (['EADDRINUSE', 'EACCES'].includes(error.code)) return false;
      const noSuchAddress = ['EADDRNOTAVAIL', 'EAFNOSUPPORT'];
      if (!noSuchAddress.includes(error.code)) throw error;
    }
  }
  return true;
}

/**
 * Throws when any of the ports is taken, naming each and the environment
 * variable that chooses another.
 */
export async function requireFreePorts(ports) {
  const taken = [];
  for (const each of ports) {
    if (!(await isFree(each.port))) taken.push(each);
  }
  if (taken.length === 0) return;
  throw new Failure(
    ...taken.map(
      ({ use, port, variable }) =>
        `Port ${port} is in use, and ${use} needs it. Stop what uses it, or choose another: ${variable}=${
          port + 100
        } npm start`,
    ),
  );
}
