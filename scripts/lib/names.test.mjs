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
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { root } from './paths.mjs';

/** Paths of which macOS and Windows keep one. */
function clashing(paths) {
  const seen = new Map();
  return paths.flatMap(each => {
    const before = seen.get(each.toLowerCase());
    seen.set(each.toLowerCase(), each);
    return before === undefined ? [] : [`${before} and ${each}`];
  });
}

test('no two files differ by capitals only', () => {
  const listed = execFileSync('git', ['ls-files', '-z'], {
    cwd: root,
    encoding: 'utf8',
  });
  assert.deepEqual(clashing(listed.split('\0').filter(Boolean)), []);
});

test('two that do would be found', () => {
  assert.deepEqual(clashing(['a/Tabs.ts', 'a/b.ts', 'a/tabs.ts']), [
    'a/Tabs.ts and a/tabs.ts',
  ]);
});
