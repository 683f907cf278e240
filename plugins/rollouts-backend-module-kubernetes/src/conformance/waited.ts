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

import { setTimeout as sleep } from 'node:timers/promises';
import { betweenLooks } from '../write/pause';

const PATIENCE_MS = 60_000;

/** Looks again and again until it is so. @throws after a minute. */
export async function waited(
  what: string,
  look: () => Promise<boolean>,
): Promise<void> {
  const until = performance.now() + PATIENCE_MS;
  for (const ms of betweenLooks()) {
    if (await look()) return;
    if (performance.now() > until) break;
    await sleep(ms);
  }
  throw new Error(`Waited in vain for ${what}`);
}
