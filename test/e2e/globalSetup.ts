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

import type { FullConfig } from '@playwright/test';
import { LOGS, SHARED_WORLD } from './settings';
import { startWorld } from './world';

/** Starts the portal that all journeys share, and stops it after the last. */
export default async function globalSetup(_config: FullConfig) {
  const world = await startWorld({ logs: LOGS });
  process.env[SHARED_WORLD] = JSON.stringify({
    baseUrl: world.baseUrl,
    sandboxUrl: world.sandboxUrl,
  });
  return world.stop;
}
