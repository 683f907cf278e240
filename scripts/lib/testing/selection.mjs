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

import { filesUnder } from '../files.mjs';

/** Tests that only a real cluster can pass. */
export const ON_CLUSTER = /\.cluster\.test\.tsx?$/;

/** Tests that pass before the sandbox as before a real cluster. */
const ON_BOTH = /\/conformance\/[^/]+\.test\.ts$/;

async function filesMatching(patterns) {
  const wanted = patterns.map(pattern => new RegExp(pattern));
  const files = await filesUnder('packages', 'plugins', 'scripts', 'test');
  return files.filter(
    file => wanted.length === 0 || wanted.some(each => each.test(file)),
  );
}

/**
 * The test files whose path matches any of the patterns, all of them without
 * one: those for Jest, those for Playwright, and those of the scripts.
 */
export async function matchingTests(patterns) {
  const files = await filesMatching(patterns);
  return {
    jest: files.filter(
      file => /\.test\.tsx?$/.test(file) && !ON_CLUSTER.test(file),
    ),
    scripts: files.filter(file => file.endsWith('.test.mjs')),
    e2e: files.filter(file => /^test\/e2e\/.*\.spec\.ts$/.test(file)),
  };
}

/** The same for the tests that run on a real cluster. */
export async function matchingClusterTests(patterns) {
  const files = await filesMatching(patterns);
  return files.filter(file => ON_BOTH.test(file) || ON_CLUSTER.test(file));
}
