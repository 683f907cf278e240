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

import {
  compareFences,
  isExposed,
  type Fence,
} from '@stagecraft/backstage-plugin-rollouts-common';
import {
  DriverError,
  type Baseline,
} from '@stagecraft/backstage-plugin-rollouts-node';
import { databaseNow } from '../store/clock';
import { raiseFence, saveAcknowledged, saveTrouble } from '../store/targets';
import type { ClaimedWork } from '../store/work';
import { writeContext } from './bring';
import type { PassDeps } from './deps';
import { callDriver } from './drive';
import { describeExposure, isAcknowledged } from './exposure';
import { observe } from './look';
import { ownTarget, type Subject, type TargetView } from './subject';

/**
 * The fence that the roll-back's own transaction raised, unless the object was
 * seen with an even higher one.
 */
async function fenceAboveAll(
  deps: PassDeps,
  work: ClaimedWork,
  own: TargetView,
): Promise<Fence> {
  const seen = own.look.outcome === 'seen' ? own.look.observed.fence : null;
  const isForeign = seen !== null && compareFences(seen, own.fence) > 0;
  return isForeign ? raiseFence(deps.database, work, seen) : own.fence;
}

async function write(
  deps: PassDeps,
  work: ClaimedWork,
  subject: Subject,
  own: TargetView,
  baseline: Baseline,
  fence: Fence,
  stopping: AbortSignal,
): Promise<string | null> {
  try {
    await callDriver(deps, own.ref, stopping, (driver, signal) =>
      driver.restore(
        own.ref,
        baseline,
        writeContext(deps, work, subject, fence, signal),
      ),
    );
    return null;
  } catch (error) {
    if (!(error instanceof DriverError)) throw error;
    return error.message;
  }
}

async function verify(
  deps: PassDeps,
  work: ClaimedWork,
  subject: Subject,
  own: TargetView,
  written: { fence: Fence; at: Date } | null,
  stopping: AbortSignal,
): Promise<string | null> {
  const { observed, at } = await observe(deps, work, own, stopping);
  if (isExposed(observed.exposure)) {
    return `It still exposes ${describeExposure(observed.exposure)}`;
  }
  const isFenced =
    written === null ||
    (observed.fence !== null &&
      compareFences(observed.fence, written.fence) === 0);
  if (!isFenced) return 'It does not carry the fence of this rollback yet';
  if (subject.decision === null || isAcknowledged(subject, own)) return null;
  await saveAcknowledged(deps.database, work, {
    decision: subject.decision,
    exposure: observed.exposure,
    fence: observed.fence ?? own.fence,
    writtenAt: (written?.at ?? at).toISOString(),
    seenAt: at.toISOString(),
  });
  return null;
}

/**
 * One attempt to take the own target back: always a write, then a read that
 * shows the baseline's exposure and our fence. A target that was never written
 * is only read. Answers what is wrong, or null.
 *
 * @throws LostTicketError
 */
export async function restore(
  deps: PassDeps,
  work: ClaimedWork,
  subject: Subject,
  stopping: AbortSignal,
): Promise<string | null> {
  const own = ownTarget(subject);
  let written: { fence: Fence; at: Date } | null = null;
  let trouble: string | null = null;
  if (own.baseline !== null) {
    const fence = await fenceAboveAll(deps, work, own);
    const { baseline } = own;
    trouble = await write(deps, work, subject, own, baseline, fence, stopping);
    written = { fence, at: await databaseNow(deps.database) };
  }
  try {
    // Also after a failed write: it may have landed all the same.
    const differs = await verify(deps, work, subject, own, written, stopping);
    if (differs === null) return null;
    trouble ??= differs;
  } catch (error) {
    if (!(error instanceof DriverError)) throw error;
    trouble ??= error.message;
  }
  await saveTrouble(deps.database, work, trouble);
  return trouble;
}
