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

import path from 'node:path';
import { auditEnvironment } from './auditKey.mjs';
import { capsuleKeyEnvironment } from './capsuleKey.mjs';
import { loadConfig } from './config.mjs';
import {
  checkOwnDatabase,
  databaseEnvironment,
  hasOwnDatabase,
  startEmbedded,
} from './database.mjs';
import { Failure } from './failure.mjs';
import { say, seconds } from './output.mjs';
import { state } from './paths.mjs';
import { requireFreePorts } from './ports.mjs';
import { untilBackend, untilPages, untilSandbox } from './ready.mjs';
import { forgetRun, noteRun, requireStopped } from './runFile.mjs';
import { startPortal, startSandbox } from './services.mjs';

const portOf = url => Number(new URL(url).port);

function neededPorts(config, embedded) {
  const needed = {
    APP: ['the frontend', portOf(config.getString('app.baseUrl'))],
    BACKEND: ['the backend', config.getNumber('backend.listen.port')],
    SANDBOX: ['the sandbox', config.getNumber('sandbox.port')],
    SANDBOX_GATEWAY: [
      "the sandbox's gateway",
      config.getNumber('sandbox.gatewayPort'),
    ],
    ...(embedded && {
      POSTGRES: ['PostgreSQL', config.getNumber('stagecraft.postgres.port')],
    }),
  };
  return Object.entries(needed).map(([name, [use, port]]) => ({
    use,
    port,
    variable: `STAGECRAFT_${name}_PORT`,
  }));
}

/** The processes run in folders of their own, so their `--config` has to be absolute. */
function withAbsolutePaths(args) {
  return args.map((arg, index) =>
    args[index - 1] === '--config' && !URL.canParse(arg)
      ? path.resolve(arg)
      : arg,
  );
}

function printer(name) {
  return line => say(`[${name}] ${line}`);
}

/** Resolves with the signal that asks us to stop. */
function untilAsked() {
  return new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.on(signal, () => resolve(signal));
    }
  });
}

/** A failure as soon as any of the children ends on its own. */
async function untilOneEnds(children) {
  const [child, how] = await Promise.race(
    children.map(async each => [each, await each.ended]),
  );
  throw new Failure(
    `The ${child.name} has ended unexpectedly: ${how}. The last it wrote:`,
    ...(child.lines ?? []).map(line => `  ${line}`),
  );
}

/**
 * Runs database, sandbox, backend and pages until asked to stop, or until one
 * of them ends.
 *
 * @param options.start - when the command was given, for the time it took
 * @param options.args - passed on, for example `--config`
 */
export async function runPortal({ start, args: given }) {
  const asked = untilAsked();
  const args = withAbsolutePaths(given);
  const config = await loadConfig(args);
  const embedded = !hasOwnDatabase(config);
  if (!embedded) await checkOwnDatabase(config);
  await requireStopped();
  await requireFreePorts(neededPorts(config, embedded));

  const children = [];
  const over = new AbortController();
  const add = async child => {
    if (over.signal.aborted) {
      await child.stop();
      throw new Error('Stopped while starting');
    }
    children.unshift(child);
    await noteRun(children.filter(each => !each.connection));
    return child;
  };
  const begin = async () => {
    const env = {
      NODE_ENV: 'development',
      ...(await capsuleKeyEnvironment(config, state)),
      ...(await auditEnvironment(config, state)),
    };
    if (embedded) {
      say('Starting PostgreSQL 18');
      const server = await add(await startEmbedded(config));
      Object.assign(env, databaseEnvironment(server));
    }
    say('Starting the sandbox');
    const sandboxPort = config.getNumber('sandbox.port');
    await add(
      startSandbox({
        port: sandboxPort,
        gatewayPort: config.getNumber('sandbox.gatewayPort'),
        stateFile: path.join(state, 'sandbox.json'),
        onLine: printer('sandbox'),
      }),
    );
    say('Starting the portal');
    await add(startPortal({ env, args, onLine: printer('portal') }));

    const failed = untilOneEnds(children);
    const ready = Promise.all([
      untilSandbox(`http://127.0.0.1:${sandboxPort}`, over.signal),
      untilBackend(config.getString('backend.baseUrl'), config, over.signal),
      untilPages(config.getString('app.baseUrl'), over.signal),
    ]);
    await Promise.race([ready, failed]);
    say(
      `\nThe portal is ready: ${config.getString(
        'app.baseUrl',
      )}  (after ${seconds(start)}; Ctrl-C stops it)\n`,
    );
    await failed;
  };

  const run = begin();
  try {
    const signal = await Promise.race([asked, run]);
    say(`\nStopping (${signal})`);
    return 0;
  } finally {
    over.abort();
    run.catch(() => {});
    for (const child of children) await child.stop();
    await forgetRun();
  }
}
