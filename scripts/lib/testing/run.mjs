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

import { Failure } from '../failure.mjs';
import { say, seconds } from '../output.mjs';
import { runChecks } from './checks.mjs';
import { runE2e } from './e2e.mjs';
import { tellFailures } from './failures.mjs';
import { runJest } from './jest.mjs';
import { runScriptTests } from './scripts.mjs';
import { matchingTests } from './selection.mjs';

function sum(results) {
  return results.reduce(
    (total, { passed, failed, failures, unsteady = [] }) => ({
      passed: total.passed + passed,
      failed: total.failed + failed,
      failures: [...total.failures, ...failures],
      unsteady: [...total.unsteady, ...unsteady],
    }),
    { passed: 0, failed: 0, failures: [], unsteady: [] },
  );
}

/** Runs a part of the tests and tells what came of it. */
export async function phase(name, run) {
  const start = Date.now();
  say(`\n== ${name} ==`);
  const result = await run();
  say(
    `== ${name}: ${result.passed} passed, ${result.failed} failed, ${seconds(
      start,
    )} ==`,
  );
  return result;
}

/**
 * Runs what `npm test` runs.
 *
 * @param patterns - regular expressions for paths of test files; none means all
 *   of them, and the checks of the sources as well
 * @returns the result of each phase
 */
export async function testPhases(patterns) {
  const { scripts, jest, e2e } = await matchingTests(patterns);
  if (scripts.length + jest.length + e2e.length === 0) {
    throw new Failure(`No test file matches ${patterns.join(' ')}.`);
  }
  const results = [];
  if (patterns.length === 0) {
    results.push(await phase('Checks of the sources', runChecks));
  }
  if (scripts.length > 0) {
    const run = () => runScriptTests(scripts);
    results.push(await phase('Tests of the scripts', run));
  }
  if (jest.length > 0) {
    const files = patterns.length > 0 ? jest : [];
    results.push(
      await phase('Unit and integration tests', () => runJest(files)),
    );
  }
  if (e2e.length > 0) {
    const files = patterns.length > 0 ? e2e : [];
    results.push(await phase('Journeys in the browser', () => runE2e(files)));
  }
  return results;
}

/**
 * Tells the failures of all phases, and how many tests passed and failed as the
 * last line.
 *
 * @returns the exit code
 */
export function report(results) {
  const { passed, failed, ...told } = sum(results);
  tellFailures(told);
  say(`\n${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}
