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
import { createWriteStream } from 'node:fs';
import * as fs from 'node:fs/promises';
import path from 'node:path';
import { Failure } from './failure.mjs';
import { say, seconds } from './output.mjs';
import { root } from './paths.mjs';
import { yarn } from './yarn.mjs';

const stamp = path.join(root, 'node_modules', '.stagecraft-install');
const NEEDED_BYTES = 2.5e9;

/** Says what is installed when it is installed completely. */
async function expectedStamp() {
  const lock = await fs.readFile(path.join(root, 'yarn.lock'));
  const hash = createHash('sha256').update(lock).digest('hex');
  return `${hash} ${process.platform} ${process.arch}\n`;
}

async function requireSpace() {
  const { bavail, bsize } = await fs.statfs(root);
  if (bavail * bsize < NEEDED_BYTES) {
    throw new Failure(
      `The disk of ${root} has ${((bavail * bsize) / 1e9).toFixed(
        1,
      )} GB left, and installing needs about ${NEEDED_BYTES / 1e9}.`,
      'Make room and run this again.',
    );
  }
}

/** What went wrong, told from the end of Yarn's output. */
export function explainInstall(output) {
  if (/ENOSPC|no space left/i.test(output)) {
    return ['The disk is full.', 'Make room and run this again.'];
  }
  if (/YN0028|lockfile would have been/i.test(output)) {
    return [
      'A package.json asks for something that yarn.lock does not have.',
      'Bring yarn.lock up to date with: npm run yarn install',
    ];
  }
  const network =
    /ENOTFOUND|ECONNREFUSED|ECONNRESET|EAI_AGAIN|ETIMEDOUT|ENETUNREACH|RequestError|network timeout/;
  if (network.test(output)) {
    return [
      'The package registry cannot be reached.',
      'Check the network, and which registry npm uses with: npm config get registry',
    ];
  }
  if (/E40[134]|HTTPError|YN0035/.test(output)) {
    return [
      'The package registry refused or lacks a package.',
      'Check which registry npm uses with: npm config get registry',
    ];
  }
  return ['Installing failed.'];
}

async function runYarn() {
  const log = path.join(root, 'node_modules', '.stagecraft-install.log');
  await fs.mkdir(path.dirname(log), { recursive: true });
  const file = createWriteStream(log);
  const child = await yarn(['install', '--immutable'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const tail = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', text => {
      file.write(text);
      tail.push(text);
      tail.splice(0, tail.length - 200);
      for (const [, step] of text.matchAll(/┌ (\w[\w -]* step)/g)) {
        say(`  ${step}`);
      }
    });
  }
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  file.end();
  return { code, output: tail.join(''), log };
}

/**
 * Installs the packages unless they are there, complete, and those that
 * yarn.lock names.
 */
export async function ensureInstalled() {
  const expected = await expectedStamp();
  const found = await fs.readFile(stamp, 'utf8').catch(() => undefined);
  if (found === expected) return;

  await requireSpace();
  const start = Date.now();
  say(
    found === undefined
      ? 'Installing packages, about two minutes the first time:'
      : 'Packages have changed, installing:',
  );
  await fs.rm(stamp, { force: true });
  const { code, output, log } = await runYarn();
  if (code !== 0) {
    const problems = output
      .split('\n')
      .filter(line => /error|YN0001|\bE[A-Z]{4,}/i.test(line));
    throw new Failure(
      ...explainInstall(output),
      '',
      ...problems.slice(0, 3),
      `The whole output is in ${path.relative(root, log)}.`,
    );
  }
  await fs.writeFile(stamp, expected);
  say(`Installed in ${seconds(start)}.\n`);
}
