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
import { stripVTControlCharacters } from 'node:util';
import { say } from '../output.mjs';
import { root } from '../paths.mjs';

const LINES = 12;

/** The part of a message that says what went wrong, without its stack. */
function gist(message) {
  const lines = stripVTControlCharacters(message)
    .split('\n')
    .filter(line => line.trim() !== '');
  const stack = lines.findIndex(line => /^\s+at /.test(line));
  const told = stack > 0 ? lines.slice(0, stack + 1) : lines;
  return told.slice(0, LINES).map(line => line.slice(0, 200));
}

/**
 * @returns a failure as told at the end: what failed, and the lines that say why
 */
export function failureOf(name, message) {
  return { name, why: gist(message ?? '') };
}

/** The failures of a report of Jest's, as its `--json` writes it. */
export function jestFailures(report) {
  return report.testResults.flatMap(file => {
    const name = path.relative(root, file.name);
    const failed = file.assertionResults.filter(
      test => test.status === 'failed',
    );
    if (failed.length === 0 && file.status === 'failed')
      return [failureOf(name, file.message)];
    return failed.map(test =>
      failureOf(`${name}: ${test.fullName}`, test.failureMessages[0]),
    );
  });
}

/** The tests that passed when they were repeated, with why they had failed. */
export function jestUnsteady(report) {
  return report.testResults.flatMap(file =>
    file.assertionResults
      .filter(test => test.status === 'passed' && test.invocations > 1)
      .map(test =>
        failureOf(
          `${path.relative(root, file.name)}: ${test.fullName}`,
          test.retryReasons?.[0],
        ),
      ),
  );
}

/** What a report of Playwright's, as its JSON reporter writes it, says of a status. */
function playwrightTests(report, status) {
  const specsOf = suite => [
    ...(suite.specs ?? []),
    ...(suite.suites ?? []).flatMap(specsOf),
  ];
  return specsOf(report).flatMap(spec =>
    spec.tests
      .filter(test => test.status === status)
      .map(test => {
        const error = test.results.find(result => result.error)?.error;
        return failureOf(`${spec.file}: ${spec.title}`, error?.message);
      }),
  );
}

/** The journeys that failed. */
export function playwrightFailures(report) {
  return playwrightTests(report, 'unexpected');
}

/** The journeys that passed when they were repeated, with why they had failed. */
export function playwrightUnsteady(report) {
  return playwrightTests(report, 'flaky');
}

function tell(title, failures) {
  if (failures.length === 0) return;
  say(`\n${title}:`);
  for (const { name, why } of failures) {
    say(`\n  ${name}`);
    for (const line of why) say(`      ${line}`);
  }
}

/** Tells what failed in a whole run once more, where it is found. */
export function tellFailures({ failures, unsteady }) {
  tell('Unsteady, passed when repeated', unsteady);
  tell('Failed', failures);
}
