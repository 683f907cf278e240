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

import * as fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkServer } from '../database.mjs';
import { say } from '../output.mjs';
import { cache } from '../paths.mjs';
import { freePort } from '../ports.mjs';
import { startPostgres } from '../postgres.mjs';
import { FORGETFUL } from '../world.mjs';
import { failureOf, jestFailures, jestUnsteady } from './failures.mjs';
import { repeatsOnce } from './repeating.mjs';
import { ON_CLUSTER } from './selection.mjs';
import { runTool } from './tool.mjs';

const backstage = '@backstage/cli/bin/backstage-cli';

/**
 * Runs `run` with the connection string of a database server: that of
 * STAGECRAFT_TEST_POSTGRES, or one of our own, which is gone afterwards.
 */
async function withPostgres(run) {
  const given = process.env.STAGECRAFT_TEST_POSTGRES;
  if (given) {
    await checkServer(given, 'STAGECRAFT_TEST_POSTGRES');
    return run(given);
  }
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'stagecraft-test-'));
  try {
    await fs.chmod(folder, 0o755);
    const server = await startPostgres({
      dir: path.join(folder, 'postgres'),
      port: await freePort(),
      settings: FORGETFUL,
    });
    try {
      const { host, port, user, password } = server.connection;
      return await run(`postgresql://${user}:${password}@${host}:${port}`);
    } finally {
      await server.stop();
    }
  } finally {
    await fs.rm(folder, { recursive: true, force: true });
  }
}

/** The report, which is removed; undefined when there is none to read. */
async function takeReport(file) {
  try {
    return JSON.parse(await fs.readFile(file, 'utf8'));
  } catch {
    return undefined;
  } finally {
    await fs.rm(file, { force: true });
  }
}

/**
 * What the report says, and never less than what the exit code says: a file
 * that could not run counts as a failure, and so does a run without report.
 */
function counts(report, succeeded) {
  if (!report) {
    const failures = [failureOf('Jest', 'It ended without a report.')];
    return { passed: 0, failed: 1, failures, unsteady: [] };
  }
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
  const left = report.numPendingTests + report.numTodoTests;
  if (left > 0) say(`${left} tests were skipped or are to be written`);
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && !succeeded ? 1 : failed,
    failures: jestFailures(report),
    unsteady: jestUnsteady(report),
  };
}

const CONFIG = fileURLToPath(new URL('jestConfig.cjs', import.meta.url));
const REPEATING = fileURLToPath(new URL('repeating.cjs', import.meta.url));

/** Many tests wait for clusters and databases more than they compute. */
const WORKERS = os.availableParallelism() + 1;

/**
 * Megabytes after which a worker is replaced: a new one has to read and compile
 * everything again, so only before memory is short.
 */
const WORKER_MEMORY = Math.min(
  2_000,
  Math.max(1_000, Math.floor(os.totalmem() / 2 ** 21 / WORKERS)),
);

/** Without the tests that only a real cluster can pass. */
const EVERYWHERE = [
  '--testPathIgnorePatterns',
  '/node_modules/',
  ON_CLUSTER.source,
];

/**
 * Runs Jest in all packages, on PostgreSQL.
 *
 * @param files - the test files to run, none for all that run everywhere
 * @param options.kubeconfig - an administrator's, for the tests that run before
 *   the sandbox without it
 * @param options.kubectl - the path of one; without it, the one of the PATH
 */
export async function runJest(files, { kubeconfig = '', kubectl } = {}) {
  const output = path.join(cache, `jest-${process.pid}.json`);
  await fs.mkdir(cache, { recursive: true });
  const succeeded = await withPostgres(connection =>
    runTool(
      backstage,
      [
        'repo',
        'test',
        // Of what a test waits for, not of how busy the machine may be; engines
        // of a real cluster take their own time.
        `--testTimeout=${kubeconfig ? 120_000 : 60_000}`,
        '--watchAll=false',
        ...(repeatsOnce() ? ['--setupFiles', REPEATING] : []),
        `--config=${CONFIG}`,
        `--maxWorkers=${WORKERS}`,
        `--workerIdleMemoryLimit=${WORKER_MEMORY}M`,
        '--json',
        `--outputFile=${output}`,
        // What tests print helps whoever runs a few, and hides failures of all.
        ...(files.length > 0
          ? ['--runTestsByPath', ...files]
          : ['--silent', ...EVERYWHERE]),
      ],
      {
        env: {
          NODE_ENV: 'test',
          BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING: connection,
          STAGECRAFT_TEST_KUBECONFIG: kubeconfig,
          ...(kubectl && { STAGECRAFT_TEST_KUBECTL: kubectl }),
        },
        // The report is written to a file; on standard output it is one line.
        onLine: line => line.startsWith('{"numFailed') || say(line),
      },
    ),
  );
  return counts(await takeReport(output), succeeded);
}
