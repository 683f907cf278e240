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
import * as fs from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { Failure } from '../failure.mjs';
import { say, seconds } from '../output.mjs';
import { root } from '../paths.mjs';
import { runTool } from '../testing/tool.mjs';
import { yarn } from '../yarn.mjs';
import { faultsOfPacked, manifestOf, publishedFolders } from './faults.mjs';

const run = promisify(execFile);
const target = path.join(root, 'dist', 'packages');

async function step(name, tool, ...args) {
  const start = Date.now();
  const lines = [];
  if (!(await runTool(tool, args, { onLine: line => lines.push(line) }))) {
    throw new Failure(`${name} failed.`, ...lines.slice(-40));
  }
  say(`${name}, ${seconds(start)}`);
}

async function readPacked(file) {
  const { stdout: listed } = await run('tar', ['-tzf', file]);
  const { stdout: manifest } = await run('tar', [
    '-xzOf',
    file,
    'package/package.json',
  ]);
  const files = listed
    .split('\n')
    .filter(Boolean)
    .map(name => name.replace(/^package\//, ''));
  return { files, manifest: JSON.parse(manifest) };
}

async function packOne(folder) {
  const { name, version } = manifestOf(folder);
  const file = path.join(
    target,
    `${name.replace(/^@/, '').replace('/', '-')}-${version}.tgz`,
  );
  const lines = [];
  const child = await yarn(['workspace', name, 'pack', '--out', file], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', text => lines.push(text));
  }
  const code = await new Promise(resolve => child.once('close', resolve));
  if (code !== 0) throw new Failure(`Packing ${name} failed.`, ...lines);

  const { files, manifest } = await readPacked(file);
  const faults = faultsOfPacked(files, manifest);
  if (faults.length > 0) {
    throw new Failure(`${name} is not packed as it should be.`, ...faults);
  }
  say(`${path.relative(root, file)}, ${files.length} files`);
}

/** Builds what is published and packs it into dist/packages. */
export async function pack() {
  await fs.rm(target, { recursive: true, force: true });
  await fs.mkdir(target, { recursive: true });
  await step('Types', 'typescript/bin/tsc', '--pretty', 'false');
  await step('Build', '@backstage/cli/bin/backstage-cli', 'repo', 'build');
  for (const folder of await publishedFolders()) await packOne(folder);
}
