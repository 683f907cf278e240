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
import { requireNode } from './nodeVersion.mjs';

for (const version of ['20.19.0', '20.20.2', '22.0.0', '24.1.0']) {
  test(`Node ${version} is new enough`, () => requireNode(version));
}

for (const version of ['18.20.4', '20.18.9']) {
  test(`Node ${version} is refused, with what to do`, () => {
    assert.throws(() => requireNode(version), {
      message: new RegExp(`20.19 or newer.*${version}[^]*Install`),
    });
  });
}
