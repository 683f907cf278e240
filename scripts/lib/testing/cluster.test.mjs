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

import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { clusterPhases } from './cluster.mjs';
import { matchingClusterTests, matchingTests } from './selection.mjs';

describe('the tests on a real control plane', () => {
  const before = { ...process.env };
  let folder;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'stagecraft-no-go-'));
    process.env.PATH = folder;
    delete process.env.STAGECRAFT_TEST_KUBECONFIG;
  });

  afterEach(async () => {
    Object.assign(process.env, before);
    await rm(folder, { recursive: true });
  });

  it('are skipped without Go', async () => {
    assert.deepEqual(await clusterPhases([]), []);
  });

  it('fail without Go where they are required', async () => {
    const [result, ...others] = await clusterPhases([], { required: true });
    assert.deepEqual(others, []);
    assert.equal(result.failed, 1);
    assert.match(result.failures[0].name, /needs Go .* which is not installed/);
  });

  it('are the conformance of drivers and what no sandbox can show', async () => {
    const files = await matchingClusterTests([]);
    assert.ok(
      files.some(file => file.endsWith('conformance/gatewayApi.test.ts')),
    );
    const elsewhere = (await matchingTests([])).jest;
    const only = files.filter(file => file.includes('.cluster.test.'));
    assert.ok(only.every(file => !elsewhere.includes(file)));
  });
});
