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

import { say } from '../output.mjs';
import { failureOf } from './failures.mjs';
import { runTool } from './tool.mjs';

/** Runs the tests of the scripts themselves, with Node's own runner. */
export async function runScriptTests(files) {
  const totals = { pass: 0, fail: 0 };
  const failed = new Set();
  const succeeded = await runTool(
    undefined,
    ['--test', '--test-reporter=spec', ...files],
    {
      onLine: line => {
        const total = /^ℹ (pass|fail) (\d+)$/.exec(line);
        if (total) totals[total[1]] = Number(total[2]);
        const test = /^\s*✖ (.+) \(/.exec(line);
        if (test) failed.add(test[1]);
        if (!line.startsWith('ℹ')) say(line);
      },
    },
  );
  return {
    passed: totals.pass,
    failed: totals.fail === 0 && !succeeded ? 1 : totals.fail,
    failures: [...failed].map(name => failureOf(`scripts: ${name}`)),
  };
}
