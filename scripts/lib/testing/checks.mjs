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
import { say, seconds } from '../output.mjs';
import { cache } from '../paths.mjs';
import { failureOf } from './failures.mjs';
import { missingLicences } from './licences.mjs';
import { runTool } from './tool.mjs';

const backstage = '@backstage/cli/bin/backstage-cli';

const tools = {
  formatting: [
    'prettier/bin-prettier.js',
    '--check',
    '--cache',
    '--cache-strategy=content',
    `--cache-location=${path.join(cache, 'prettier')}`,
    '.',
  ],
  lint: [backstage, 'repo', 'lint', '--max-warnings', '0', '--success-cache'],
  'lint of the scripts': [
    'eslint/bin/eslint.js',
    '--ext',
    '.mjs',
    '--max-warnings',
    '0',
    'scripts',
  ],
  'which way imports go': [
    'dependency-cruiser/bin/dependency-cruise.mjs',
    '--config',
    '.dependency-cruiser.cjs',
    '--output-type',
    'err-long',
    'plugins',
    'packages',
  ],
  types: ['typescript/bin/tsc', '--noEmit', '--pretty', 'false'],
};

async function check(name) {
  const start = Date.now();
  const lines = [];
  const [tool, ...args] = tools[name];
  const passed = await runTool(tool, args, {
    onLine: line => lines.push(line),
  });
  if (!passed) lines.forEach(say);
  say(`${passed ? 'passed' : 'FAILED'}  ${name}, ${seconds(start)}`);
  return passed ? undefined : failureOf(name, lines.join('\n'));
}

async function checkLicences() {
  const missing = await missingLicences();
  for (const file of missing) say(`${file} has no licence header`);
  say(`${missing.length === 0 ? 'passed' : 'FAILED'}  licence headers`);
  return missing.length === 0
    ? undefined
    : failureOf('licence headers', missing.join('\n'));
}

async function inTurn(names) {
  const results = [];
  for (const name of names) results.push(await check(name));
  return results;
}

/** Formatting, imports, lint, types and licence headers; two at a time. */
export async function runChecks() {
  const results = await Promise.all([
    inTurn([
      'formatting',
      'which way imports go',
      'lint of the scripts',
      'lint',
    ]),
    inTurn(['types']),
    checkLicences().then(failure => [failure]),
  ]);
  const failures = results.flat().filter(Boolean);
  return {
    passed: results.flat().length - failures.length,
    failed: failures.length,
    failures,
  };
}
