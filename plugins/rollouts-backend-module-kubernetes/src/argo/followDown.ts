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

import type { Exposure } from '@stagecraft/backstage-plugin-rollouts-common';
import { DriverError } from '@stagecraft/backstage-plugin-rollouts-node';
import type { GuardedObject } from '../write/GuardedObject';
import { betweenLooks, pause } from '../write/pause';
import type { ArgoRollout } from './rollout';
import { exposedShare } from './share';

const PATIENCE_MS = 5_000;

/**
 * Waits a little while for the controller to lower what it gives to what was
 * asked, so that the next look does not take its delay for somebody raising
 * the exposure. How it came out, the next look says.
 */
export async function followDown(
  object: GuardedObject<ArgoRollout>,
  exposure: Exposure,
  signal: AbortSignal,
): Promise<void> {
  const until = performance.now() + PATIENCE_MS;
  try {
    for (const ms of betweenLooks()) {
      if (performance.now() > until || signal.aborted) return;
      const live = await object.read(signal, 'observe');
      if (exposedShare(live) <= exposure.everyone) return;
      await pause(ms, signal);
    }
  } catch (error) {
    // The write has landed; what can't be read now is looked at again.
    if (!(error instanceof DriverError)) throw error;
  }
}
