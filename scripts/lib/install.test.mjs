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
import { test } from 'node:test';
import { explainInstall } from './install.mjs';

const cases = {
  'ENOSPC: no space left on device, write': /disk is full/,
  'YN0001: RequestError: connect ECONNREFUSED 127.0.0.1:9': /cannot be reached/,
  'npm error code EAI_AGAIN': /cannot be reached/,
  'YN0028: The lockfile would have been modified': /yarn\.lock/,
  'YN0035: The remote server failed: 404': /refused or lacks/,
  'something else': /Installing failed/,
};

for (const [output, expected] of Object.entries(cases)) {
  test(`explains: ${output}`, () => {
    assert.match(explainInstall(output).join('\n'), expected);
  });
}
