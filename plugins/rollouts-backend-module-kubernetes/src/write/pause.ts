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
import { ClusterError } from '../cluster/errors';

const FIRST_PAUSE_MS = 40;
const LONGEST_PAUSE_MS = 2_000;
const LONGEST_RETRY_AFTER_MS = 10_000;
const FIRST_LOOK_MS = 10;
const LONGEST_LOOK_MS = 200;

/** Milliseconds between looks for what comes in its own time: doubling. */
export function* betweenLooks(): Generator<number, never> {
  for (let ms = FIRST_LOOK_MS; ; ms = Math.min(2 * ms, LONGEST_LOOK_MS)) {
    yield ms;
  }
}

/** Milliseconds before try `attempt` + 1: doubling, with full jitter. */
export function pauseBefore(attempt: number, error: unknown): number {
  const ceiling = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempt);
  const jittered = ceiling * (0.5 + Math.random() / 2);
  const asked =
    error instanceof ClusterError && error.retryAfterMs !== null
      ? Math.min(error.retryAfterMs, LONGEST_RETRY_AFTER_MS)
      : 0;
  return Math.max(jittered, asked);
}

/** Waits; ends early, without an error, when the signal aborts. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(ms, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
