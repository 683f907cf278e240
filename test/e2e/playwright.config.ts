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

import { defineConfig } from '@playwright/test';
import { CHROMIUM, RESULTS } from './settings';

const asRoot = process.getuid?.() === 0;

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  globalSetup: require.resolve('./globalSetup'),
  outputDir: RESULTS,
  timeout: 240_000,
  expect: { timeout: 30_000 },
  forbidOnly: true,
  // More than processors: most of a journey is waiting for stages to bake.
  workers: 3,
  use: {
    actionTimeout: 30_000,
    navigationTimeout: 60_000,
    viewport: { width: 1280, height: 800 },
    screenshot: 'only-on-failure',
    // A third of what a browser computes goes into its trace.
    trace: 'on-first-retry',
    launchOptions: {
      executablePath: CHROMIUM,
      args: asRoot ? ['--no-sandbox'] : [],
    },
  },
});
