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

import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import * as fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { startChild } from '../children.mjs';
import { Failure } from '../failure.mjs';
import { say, seconds } from '../output.mjs';
import { modules, sources } from './modules.mjs';

const run = promisify(execFile);
const OLDEST_GO = [1, 26];
const PROGRESS_MS = 60_000;

/** Builds outlive the checkout: they are long, and the same for every one. */
const builds = path.join(
  process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache'),
  'stagecraft',
  'cluster',
);

/** @returns why Go can't build the control plane here, or undefined */
export async function missingGo() {
  const needed = `Go ${OLDEST_GO.join('.')} or newer`;
  try {
    const { stdout } = await run('go', ['env', 'GOVERSION'], { cwd: sources });
    const [, major, minor] = /^go(\d+)\.(\d+)/.exec(stdout) ?? [];
    const enough =
      Number(major) > OLDEST_GO[0] || Number(minor) >= OLDEST_GO[1];
    return enough ? undefined : `it needs ${needed}, and this is ${stdout}`;
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    return `it needs ${needed}, which is not installed`;
  }
}

/** Where a module's build is, named by all that goes into it. */
async function placeOf(name) {
  const folder = path.join(sources, name);
  const hash = createHash('sha256')
    .update(`${process.platform} ${process.arch}\0`)
    .update(JSON.stringify(modules[name]));
  for (const file of (await fs.readdir(folder)).sort()) {
    hash.update(`${file}\0`).update(await fs.readFile(path.join(folder, file)));
  }
  return path.join(builds, `${name}-${hash.digest('hex').slice(0, 16)}`);
}

/** Like `go`, with progress lines while it takes long. */
async function go(name, args) {
  const start = Date.now();
  const child = startChild({
    name: `go ${args[0]}`,
    command: 'nice',
    args: ['-n', '19', 'go', ...args],
    cwd: path.join(sources, name),
    onLine: () => {},
  });
  const progress = setInterval(
    () => say(`  ${name}: ${child.name} for ${seconds(start)} now`),
    PROGRESS_MS,
  );
  const interrupted = () => void child.stop();
  process.once('SIGINT', interrupted);
  process.once('SIGTERM', interrupted);
  const how = await child.ended;
  process.off('SIGINT', interrupted);
  process.off('SIGTERM', interrupted);
  clearInterval(progress);
  if (how === 'exit code 0') return;
  throw new Failure(
    `${name} of the test cluster could not be built: ${child.name} ended with ${how}.`,
    ...child.lines,
  );
}

async function copyFiles(name, target) {
  for (const { module, folder, to, names } of modules[name].files) {
    await go(name, ['mod', 'download', module]);
    const { stdout } = await run(
      'go',
      ['list', '-m', '-f', '{{.Dir}}', module],
      {
        cwd: path.join(sources, name),
      },
    );
    await fs.mkdir(path.join(target, to), { recursive: true });
    for (const file of names) {
      await fs.copyFile(
        path.join(stdout.trim(), folder, file),
        path.join(target, to, path.basename(file)),
      );
    }
  }
}

/** @returns the folder of a module's build, made when it is not there */
async function built(name) {
  const place = await placeOf(name);
  if (existsSync(place)) return place;
  const start = Date.now();
  const { package: main, ldflags, minutes } = modules[name];
  const fresh = `${place}.${process.pid}`;
  await fs.mkdir(fresh, { recursive: true });
  try {
    if (main) {
      say(`Building ${name} once, about ${minutes} minutes on two cores:`);
      await go(name, [
        'build',
        '-trimpath',
        '-buildvcs=false',
        `-ldflags=${['-s', '-w', ...(await ldflags())].join(' ')}`,
        '-o',
        path.join(fresh, name),
        main,
      ]);
      say(`  ${name}: built in ${seconds(start)}`);
    }
    await copyFiles(name, fresh);
    await fs.rename(fresh, place);
  } finally {
    await fs.rm(fresh, { recursive: true, force: true });
  }
  return place;
}

/**
 * Builds everything a test cluster runs, unless it was built before.
 *
 * @returns the folder of each module's build, by the module's name
 */
export async function builtModules() {
  const folders = {};
  for (const name of Object.keys(modules)) folders[name] = await built(name);
  return folders;
}
