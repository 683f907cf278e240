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

const cache = path.resolve(
  __dirname,
  '../../node_modules/.cache/stagecraft/e2e',
);

/** Where the world's processes write their logs. */
export const LOGS = path.join(cache, 'logs');

/** Where Playwright puts screenshots and traces of failures. */
export const RESULTS = path.join(cache, 'results');

/** Where the pages' screenshots are kept, to be looked at. */
export const SCREENSHOTS = path.join(cache, 'screenshots');

/** The environment variable by which the tests find the shared world. */
export const SHARED_WORLD = 'STAGECRAFT_E2E_WORLD';

/** What the tests know of the shared world. */
export type SharedWorld = { baseUrl: string; sandboxUrl: string };

export function sharedWorld(): SharedWorld {
  const text = process.env[SHARED_WORLD];
  if (!text) {
    throw new Error(`${SHARED_WORLD} is not set: run with \`npm test\``);
  }
  return JSON.parse(text);
}

/** The browser: Chromium of the system, unless another is named. */
export const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
