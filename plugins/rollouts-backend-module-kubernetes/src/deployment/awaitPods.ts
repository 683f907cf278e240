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

import type { Lane } from '../cluster/lanes';
import type { GuardedObject } from '../write/GuardedObject';
import { betweenLooks, pause } from '../write/pause';
import { availableOf, type Deployment } from './pair';

const PATIENCE_MS = 5_000;

/**
 * Waits a little while until so many of a Deployment's pods are ready. Null
 * when they are, else what is missing, without a full stop.
 *
 * @throws DriverError
 */
export async function awaitPods(
  object: GuardedObject<Deployment>,
  wanted: number,
  signal: AbortSignal,
  lane: Lane,
): Promise<string | null> {
  const until = performance.now() + PATIENCE_MS;
  const looks = betweenLooks();
  for (;;) {
    const live = await object.read(signal, lane);
    const available = availableOf(live);
    if (available >= wanted) return null;
    if (performance.now() > until || signal.aborted) {
      return `${live.metadata.name} has ${available} of ${wanted} pods ready`;
    }
    await pause(looks.next().value, signal);
  }
}
