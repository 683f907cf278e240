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

import { createHash } from 'node:crypto';
import {
  highestWeight,
  isRouted,
  stepsOf,
  weightAt,
  type RolloutSpec,
  type RolloutStatus,
} from './rolloutShape';

export interface Progress {
  status: RolloutStatus;
  /** Replicas by the hash of their set; other sets have none. Null: as is. */
  replicas: Record<string, number> | null;
  /** What the canary gets, of `highestWeight`. Null: as is. */
  weight: number | null;
}

function stepHash(spec: RolloutSpec): string {
  return createHash('sha256')
    .update(JSON.stringify(stepsOf(spec)))
    .digest('hex')
    .slice(0, 10);
}

function unpaused(status: RolloutStatus): RolloutStatus {
  const { pauseConditions: _, ...rest } = status;
  return { ...rest, controllerPause: false };
}

function unaborted(status: RolloutStatus): RolloutStatus {
  const { abortedAt: _, ...rest } = unpaused(status);
  return { ...rest, abort: false };
}

/** A new template or other steps begin anew; the stable template is at its end. */
function begun(
  spec: RolloutSpec,
  status: RolloutStatus,
  hash: string,
): RolloutStatus {
  return {
    ...unaborted(status),
    promoteFull: false,
    currentPodHash: hash,
    currentStepHash: stepHash(spec),
    currentStepIndex: status.stableRS === hash ? stepsOf(spec).length : 0,
  };
}

function promoted(
  spec: RolloutSpec,
  status: RolloutStatus,
  hash: string,
): RolloutStatus {
  return {
    ...unaborted(status),
    promoteFull: false,
    stableRS: hash,
    currentStepIndex: stepsOf(spec).length,
  };
}

/** How many pods the canary and the stable version need for a weight. */
function counts(spec: RolloutSpec, weight: number): [number, number] {
  const all = spec.replicas ?? 1;
  const highest = highestWeight(spec);
  if (!isRouted(spec)) {
    const nearest = Math.round((all * weight) / highest);
    const least = weight > 0 && weight < highest && all > 1 ? 1 : 0;
    const canary = Math.max(least, Math.min(all - least, nearest));
    return [canary, all - canary];
  }
  const dynamic = spec.strategy?.canary?.dynamicStableScale === true;
  return [
    Math.ceil((all * weight) / highest),
    dynamic ? Math.ceil((all * (highest - weight)) / highest) : all,
  ];
}

/** Moves on by one step where the step at hand is over. */
function stepped(
  spec: RolloutSpec,
  status: RolloutStatus,
  now: string,
): RolloutStatus {
  const index = status.currentStepIndex ?? 0;
  const next = { ...status, currentStepIndex: index + 1 };
  if (stepsOf(spec)[index]?.pause === undefined) return next;
  if (status.pauseConditions?.length) return status;
  // Cleared by a user: the controller had paused, and no condition is left.
  if (status.controllerPause) return { ...next, controllerPause: false };
  return {
    ...status,
    controllerPause: true,
    pauseConditions: [{ reason: 'CanaryPauseStep', startTime: now }],
  };
}

/**
 * One pass of the Argo Rollouts controller over a canary whose pods are ready
 * as soon as they are asked for. Analyses, experiments and timed pauses are
 * not there: a pause of any length lasts until it is cleared.
 *
 * @param hash - Of the template's replica set.
 */
export function progress(
  spec: RolloutSpec,
  status: RolloutStatus,
  hash: string,
  now: string,
): Progress {
  const asIs = { replicas: null, weight: null };
  const changed =
    status.currentStepHash !== stepHash(spec) ||
    (status.currentPodHash !== undefined && status.currentPodHash !== hash);
  if (changed) return { ...asIs, status: begun(spec, status, hash) };
  const all = spec.replicas ?? 1;
  const { stableRS: stable } = status;
  if (stable === undefined || stable === hash) {
    return {
      status: promoted(spec, status, hash),
      replicas: { [hash]: all },
      weight: 0,
    };
  }
  if (status.promoteFull) {
    return { ...asIs, status: promoted(spec, status, hash) };
  }
  if (status.abort) {
    return {
      status: {
        ...unpaused(status),
        abortedAt: status.abortedAt ?? now,
        currentStepIndex: 0,
      },
      replicas: { [stable]: all },
      weight: 0,
    };
  }
  if (spec.paused) return { ...asIs, status };
  const index = status.currentStepIndex ?? 0;
  if (index >= stepsOf(spec).length) {
    return { ...asIs, status: promoted(spec, status, hash) };
  }
  const weight = weightAt(spec, index);
  const [canary, rest] = counts(spec, weight);
  return {
    status: stepped(spec, status, now),
    replicas: { [hash]: canary, [stable]: rest },
    weight,
  };
}
