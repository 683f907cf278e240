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

import { isWithin } from '@stagecraft/backstage-plugin-rollouts-common';
import {
  DriverError,
  type ObservedExposure,
} from '@stagecraft/backstage-plugin-rollouts-node';
import { databaseNow } from '../store/clock';
import type { Acknowledged } from '../store/tables';
import {
  lowerAcknowledged,
  saveAcknowledged,
  saveLook,
  saveTrouble,
} from '../store/targets';
import type { ClaimedWork } from '../store/work';
import type { PassDeps } from './deps';
import { callDriver } from './drive';
import { isAcknowledged, isWritten, lowerOf } from './exposure';
import { ownTarget, type Look, type Subject, type TargetView } from './subject';

/**
 * One live read, kept in the store.
 *
 * @throws DriverError
 */
export async function observe(
  deps: PassDeps,
  work: ClaimedWork,
  target: TargetView,
  stopping: AbortSignal,
): Promise<Look & { outcome: 'seen' }> {
  const observed = await callDriver(
    deps,
    target.ref,
    stopping,
    (driver, signal) => driver.observe(target.ref, signal),
  );
  await saveLook(deps.database, work, observed);
  return {
    outcome: 'seen',
    observed,
    at: await databaseNow(deps.database),
  };
}

function lastSeen(look: Look): Date | null {
  if (look.outcome === 'seen') return look.at;
  return look.outcome === 'blind' ? look.since : null;
}

async function tryToObserve(
  deps: PassDeps,
  work: ClaimedWork,
  target: TargetView,
  stopping: AbortSignal,
): Promise<Look> {
  try {
    return await observe(deps, work, target, stopping);
  } catch (error) {
    if (!(error instanceof DriverError)) throw error;
    await saveTrouble(deps.database, work, error.message);
    return error.code === 'not-found'
      ? { outcome: 'gone', trouble: error.message }
      : {
          outcome: 'blind',
          since: lastSeen(target.look),
          trouble: error.message,
        };
  }
}

/** What was read back as decided, if it was. */
function readBack(
  subject: Subject,
  target: TargetView,
  observed: ObservedExposure,
  at: Date,
): Acknowledged | undefined {
  const due =
    subject.state.phase === 'exposing' && !isAcknowledged(subject, target);
  if (!due || subject.decision === null || observed.fence === null) {
    return undefined;
  }
  if (!isWritten(subject, target, observed) || !observed.accepted) {
    return undefined;
  }
  return {
    decision: subject.decision,
    exposure: observed.exposure,
    fence: observed.fence,
    writtenAt: at.toISOString(),
    seenAt: at.toISOString(),
  };
}

async function noteLook(
  { database }: PassDeps,
  work: ClaimedWork,
  subject: Subject,
  own: TargetView,
): Promise<TargetView> {
  if (own.look.outcome !== 'seen') return own;
  const { observed, at } = own.look;
  const acknowledged = readBack(subject, own, observed, at);
  if (acknowledged) {
    await saveAcknowledged(database, work, acknowledged);
    return { ...own, acknowledged };
  }
  const wasLowered =
    subject.state.phase === 'held' &&
    own.acknowledged !== null &&
    !isWithin(own.acknowledged.exposure, observed.exposure);
  if (wasLowered && own.acknowledged) {
    const exposure = lowerOf(own.acknowledged.exposure, observed.exposure);
    await lowerAcknowledged(database, work, exposure);
    return { ...own, acknowledged: { ...own.acknowledged, exposure } };
  }
  return own;
}

/** The subject with a live look at its own target, and what that shows noted. */
export async function takeLook(
  deps: PassDeps,
  work: ClaimedWork,
  subject: Subject,
  stopping: AbortSignal,
): Promise<Subject> {
  const before = ownTarget(subject);
  const look = await tryToObserve(deps, work, before, stopping);
  const own = await noteLook(deps, work, subject, { ...before, look });
  return {
    ...subject,
    targets: subject.targets.map(target =>
      target.id === own.id ? own : target,
    ),
  };
}
