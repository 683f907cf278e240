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
import { Api } from '../cluster/Api.mjs';
import { missingGo } from '../cluster/build.mjs';
import { makeAccount, startCluster } from '../cluster/start.mjs';
import { Failure } from '../failure.mjs';
import { say } from '../output.mjs';
import { failureOf } from './failures.mjs';
import { runJest } from './jest.mjs';
import { phase } from './run.mjs';
import { matchingClusterTests } from './selection.mjs';

const NAME = 'On a real Kubernetes control plane';
const ends = ['SIGINT', 'SIGTERM'];

/** The cluster of `file`, which others started and end. */
async function othersCluster(file) {
  const kubeconfig = path.resolve(file);
  await makeAccount(new Api(kubeconfig));
  return { kubeconfig, ended: [], stop: async () => {} };
}

/** A cluster of our own; what ends before it is stopped goes into `ended`. */
async function ownCluster() {
  const ended = [];
  const cluster = await startCluster({ onEnd: lines => ended.push(lines) });
  return { ...cluster, ended };
}

/** Runs `run` with a cluster that is ended even when we are. */
async function withCluster(run) {
  const given = process.env.STAGECRAFT_TEST_KUBECONFIG;
  const cluster = await (given ? othersCluster(given) : ownCluster());
  const interrupted = () => {
    cluster.stop().finally(() => process.exit(130));
  };
  for (const signal of ends) process.on(signal, interrupted);
  try {
    return await run(cluster);
  } finally {
    for (const signal of ends) process.off(signal, interrupted);
    await cluster.stop();
  }
}

async function runOnCluster(files) {
  try {
    return await withCluster(async ({ kubeconfig, kubectl, ended }) => {
      const result = await runJest(files, { kubeconfig, kubectl });
      const broken = ended.map(([what, ...lines]) =>
        failureOf(what, lines.join('\n')),
      );
      return {
        passed: result.passed,
        failed: result.failed + broken.length,
        failures: [...result.failures, ...broken],
        unsteady: result.unsteady,
      };
    });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const failures = [failureOf(NAME, error.message)];
    return { passed: 0, failed: 1, failures };
  }
}

/** Why there is no cluster to run on, or undefined. */
async function missingCluster() {
  return process.env.STAGECRAFT_TEST_KUBECONFIG ? undefined : missingGo();
}

/** Tells after other tests, in a line, what they leave out on this machine. */
export async function noteCluster() {
  const missing = await missingCluster();
  if (missing) {
    say(`\nSkipped the tests on a real Kubernetes control plane: ${missing}.`);
  }
}

/**
 * Runs what `npm run test:cluster` runs.
 *
 * @param patterns - regular expressions for paths of test files; none means all
 *   that run on a real cluster
 * @param options.required - whether a machine on which they can't run fails
 * @returns the result of each phase
 */
export async function clusterPhases(patterns, { required = false } = {}) {
  const files = await matchingClusterTests(patterns);
  if (files.length === 0) {
    throw new Failure(
      `No test file for a real cluster matches ${patterns.join(' ')}.`,
    );
  }
  const missing = await missingCluster();
  if (missing) {
    const line = `Skipped the tests on a real Kubernetes control plane: ${missing}.`;
    if (!required) {
      say(line);
      return [];
    }
    return [{ passed: 0, failed: 1, failures: [failureOf(line)] }];
  }
  return [await phase(NAME, () => runOnCluster(files))];
}
