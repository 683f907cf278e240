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

import { existsSync } from 'node:fs';
import * as fs from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../failure.mjs';
import { say } from '../output.mjs';
import { cache, root } from '../paths.mjs';
import {
  failureOf,
  playwrightFailures,
  playwrightUnsteady,
} from './failures.mjs';
import { repeatsOnce } from './repeating.mjs';
import { runTool } from './tool.mjs';

function requireBrowser() {
  const browser = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
  if (!existsSync(browser)) {
    throw new Failure(
      `There is no browser at ${browser}.`,
      'Install Chromium (on Debian: apt-get install chromium), or name another by CHROMIUM_PATH.',
    );
  }
}

/**
 * Runs the journeys in Chromium against the production build.
 *
 * @param files - the test files to run, none for all
 */
export async function runE2e(files) {
  requireBrowser();
  const output = path.join(cache, 'e2e.json');
  await fs.mkdir(cache, { recursive: true });
  await fs.rm(output, { force: true });
  const succeeded = await runTool(
    '@playwright/test/cli.js',
    [
      'test',
      '--config=test/e2e/playwright.config.ts',
      '--reporter=list,json',
      `--retries=${repeatsOnce() ? 1 : 0}`,
      // A trace helps whoever runs a few, and slows all.
      ...(files.length > 0 ? ['--trace=retain-on-failure'] : []),
      ...files.map(file => `^${path.join(root, file)}$`),
    ],
    { env: { PLAYWRIGHT_JSON_OUTPUT_NAME: output }, onLine: say },
  );
  const report = existsSync(output)
    ? JSON.parse(await fs.readFile(output, 'utf8'))
    : undefined;
  if (!report) {
    const failures = [failureOf('Playwright', 'It ended without a report.')];
    return { passed: 0, failed: 1, failures, unsteady: [] };
  }
  const { expected, unexpected, flaky, skipped } = report.stats;
  if (skipped > 0) say(`${skipped} journeys were skipped`);
  if (unexpected > 0)
    say(`Logs and screenshots: ${path.relative(root, cache)}/e2e`);
  return {
    passed: expected + flaky,
    failed: unexpected === 0 && !succeeded ? 1 : unexpected,
    failures: playwrightFailures(report),
    unsteady: playwrightUnsteady(report),
  };
}
