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

import type { Fence } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Baseline } from '@stagecraft/backstage-plugin-rollouts-node';
import { databaseNow } from '../store/clock';
import type { ClaimedWork } from '../store/work';
import type { PassDeps } from './deps';
import { callDriver } from './drive';
import type { Subject, TargetView } from './subject';

/**
 * Keeps the way back of a target in its cluster, read back, before anything is
 * exposed.
 *
 * @returns where people find it; null where nothing is kept
 * @throws DriverError when it is not kept.
 */
export async function sealWayBack(
  deps: PassDeps,
  work: ClaimedWork,
  { context: { plan, planHash } }: Subject,
  { id, ref }: TargetView,
  captured: { baseline: Baseline; fence: Fence },
  stopping: AbortSignal,
): Promise<string | null> {
  const { capsules } = deps.drivers;
  if (!capsules) return null;
  const at = await databaseNow(deps.database);
  return callDriver(deps, ref, stopping, async (driver, signal) => {
    const steps = driver.wayBack?.(ref, captured.baseline, 'ramping');
    if (!steps) return null;
    const subject = {
      target: ref,
      targetId: id,
      rolloutId: work.rolloutId,
      planHash,
      fence: captured.fence,
      at,
      end: new Date(plan.end),
      steps,
    };
    return capsules.seal(subject, 'ramping', signal);
  });
}
