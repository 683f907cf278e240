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

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import * as fs from 'node:fs/promises';
import path from 'node:path';
import { startChild } from './children.mjs';
import { Failure } from './failure.mjs';
import { filesUnder } from './files.mjs';
import { cache, root } from './paths.mjs';

const KEPT_BUILDS = 3;

/** A hash of all that goes into the pages. */
async function contentHash() {
  const hash = createHash('sha256').update(process.version);
  const sources = [
    ...(await filesUnder(
      'packages/app',
      'plugins/rollouts',
      'plugins/rollouts-common',
    )),
    'yarn.lock',
    'package.json',
    'app-config.yaml',
  ];
  for (const file of sources) {
    if (/\.(test|md)\b/.test(path.basename(file))) continue;
    hash.update(`${file}\0`).update(await fs.readFile(path.join(root, file)));
  }
  return hash.digest('hex').slice(0, 16);
}

async function build() {
  const child = startChild({
    name: 'build of the frontend',
    command: process.execPath,
    args: [
      path.join(root, 'node_modules/@backstage/cli/bin/backstage-cli'),
      'package',
      'build',
    ],
    cwd: path.join(root, 'packages/app'),
    env: { NODE_ENV: 'production' },
    onLine: () => {},
  });
  const how = await child.ended;
  if (how !== 'exit code 0') {
    throw new Failure(`The ${child.name} failed: ${how}.`, ...child.lines);
  }
}

async function forgetOldBuilds(folder) {
  const builds = await Promise.all(
    (
      await fs.readdir(folder)
    ).map(async name => {
      const at = path.join(folder, name);
      return { at, time: (await fs.stat(at)).mtimeMs };
    }),
  );
  builds.sort((a, b) => b.time - a.time);
  for (const { at } of builds.slice(KEPT_BUILDS)) {
    await fs.rm(at, { recursive: true, force: true });
  }
}

/**
 * Builds the frontend for production, unless this content was built before.
 *
 * @returns the folder of a package whose `dist` holds the pages, for
 *   `app.packageName`
 */
export async function builtFrontend() {
  const folder = path.join(cache, 'frontend');
  const target = path.join(folder, await contentHash());
  if (existsSync(target)) return target;

  await build();
  const fresh = `${target}.${process.pid}`;
  const app = path.join(root, 'packages/app');
  await fs.mkdir(fresh, { recursive: true });
  await fs.copyFile(
    path.join(app, 'package.json'),
    path.join(fresh, 'package.json'),
  );
  await fs.rename(path.join(app, 'dist'), path.join(fresh, 'dist'));
  await fs.rename(fresh, target);
  await forgetOldBuilds(folder);
  return target;
}
