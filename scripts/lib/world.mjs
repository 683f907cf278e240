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

import { createWriteStream } from 'node:fs';
import * as fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { auditEnvironment } from './auditKey.mjs';
import { capsuleKeyEnvironment } from './capsuleKey.mjs';
import { loadConfig } from './config.mjs';
import { databaseEnvironment } from './database.mjs';
import { Failure } from './failure.mjs';
import { builtFrontend } from './frontendBuild.mjs';
import { root } from './paths.mjs';
import { freePort } from './ports.mjs';
import { startPostgres } from './postgres.mjs';
import { untilBackend, untilSandbox } from './ready.mjs';
import { startBackend, startSandbox } from './services.mjs';

/** Settings of a server whose data nobody misses. */
export const FORGETFUL = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
};

const PERSONAS = 'auth.providers.demo.personas';

function writerTo(file) {
  const log = createWriteStream(file, { flags: 'a' });
  return line => log.write(`${line}\n`);
}

async function ready(child, untilAnswers) {
  const over = new AbortController();
  void child.ended.then(() => over.abort());
  const how = await Promise.race([child.ended, untilAnswers(over.signal)]);
  if (how !== undefined) {
    throw new Failure(
      `The ${child.name} ended while starting: ${how}.`,
      ...child.lines,
    );
  }
}

/**
 * Starts a portal of its own as in production: database, sandbox, and a backend
 * that serves the built pages, all on free ports and in a temporary folder.
 *
 * @param options.logs - the folder for the logs of sandbox and backend
 * @param options.env - further environment of the backend, for example
 *   `APP_CONFIG_…`
 * @param options.personas - people to sign in as, besides those of
 *   app-config.yaml
 * @param options.pages - whether the pages are built and served
 * @param options.sandbox - whether there is one
 * @param options.postgres - settings of PostgreSQL
 */
export async function startWorld({
  logs,
  env = {},
  personas = [],
  pages = true,
  sandbox = true,
  postgres: settings = FORGETFUL,
}) {
  await fs.mkdir(logs, { recursive: true });
  const configFile = path.join(root, 'app-config.yaml');
  const config = await loadConfig(['--config', configFile]);
  const known = config.get(PERSONAS);
  const packageName = pages && (await builtFrontend());
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'stagecraft-world-'));
  const stops = [() => fs.rm(folder, { recursive: true, force: true })];
  const stop = async () => {
    for (const each of stops.splice(0).reverse()) await each();
  };

  try {
    // As root, the database runs as another user and has to pass this folder.
    await fs.chmod(folder, 0o755);
    const postgres = await startPostgres({
      dir: path.join(folder, 'postgres'),
      port: await freePort(),
      settings,
    });
    stops.push(postgres.stop);

    const sandboxPort = await freePort();
    const sandboxUrl = `http://127.0.0.1:${sandboxPort}`;
    if (sandbox) {
      const child = startSandbox({
        port: sandboxPort,
        gatewayPort: await freePort(),
        stateFile: path.join(folder, 'sandbox.json'),
        onLine: writerTo(path.join(logs, 'sandbox.log')),
      });
      stops.push(child.stop);
      await ready(child, signal => untilSandbox(sandboxUrl, signal));
    }

    const port = String(await freePort());
    const baseUrl = `http://localhost:${port}`;
    const backendEnv = {
      NODE_ENV: 'production',
      STAGECRAFT_APP_PORT: port,
      STAGECRAFT_BACKEND_PORT: port,
      STAGECRAFT_SANDBOX_PORT: String(sandboxPort),
      ...(packageName && { APP_CONFIG_app_packageName: packageName }),
      APP_CONFIG_auth_providers_demo_dangerouslyAllowOutsideDevelopment: 'true',
      APP_CONFIG_auth_providers_demo_personas: JSON.stringify([
        ...known,
        ...personas,
      ]),
      ...databaseEnvironment(postgres),
      ...(await capsuleKeyEnvironment(config, folder)),
      ...(await auditEnvironment(config, folder)),
      ...env,
    };
    const onLine = writerTo(path.join(logs, 'backend.log'));
    const run = async () => {
      const backend = startBackend({
        env: backendEnv,
        args: ['--config', configFile],
        onLine,
      });
      await ready(backend, signal =>
        untilBackend(baseUrl, config, signal),
      ).catch(async error => {
        await backend.stop();
        throw error;
      });
      return backend;
    };
    let backend = await run();
    stops.push(() => backend.stop());

    return {
      baseUrl,
      sandboxUrl,
      database: postgres.connection,
      /** Ends the backend, `SIGKILL` for a crash. */
      async stopBackend(signal = 'SIGTERM') {
        await backend.stop({ signal });
      },
      /** Starts the backend again. */
      async startBackend() {
        backend = await run();
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
