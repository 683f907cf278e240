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

import { FULL_SHARE, rungsOf } from './ladder';
import { versionsOf } from './marks';
import {
  highestWeight,
  statusOf,
  stepIndexOf,
  stepsOf,
  type ArgoRollout,
} from './rollout';

function ceilShare(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.ceil((part * FULL_SHARE) / whole);
}

/** What the status asks the controller to give the version of the template. */
export function askedShare(rollout: ArgoRollout): number {
  const { abort, promoteFull, stableRS, currentPodHash } = statusOf(rollout);
  if (stableRS === currentPodHash || abort) return 0;
  const index = stepIndexOf(rollout);
  if (promoteFull || index >= stepsOf(rollout).length) return FULL_SHARE;
  return rungsOf(rollout).findLast(rung => rung.index <= index)?.share ?? 0;
}

/**
 * What the controller says it gave the version of the template: by the traffic
 * router's weight, or by how many of the pods run it.
 */
function givenShare(rollout: ArgoRollout): number {
  const { canary, replicas = 0, updatedReplicas = 0 } = statusOf(rollout);
  const weight = canary?.weights?.canary.weight;
  return weight === undefined
    ? ceilShare(updatedReplicas, replicas)
    : ceilShare(weight, highestWeight(rollout));
}

/**
 * With the stable template back in the spec: what other pods still get. Just
 * after that template was promoted, the canary's weight is its own.
 */
function leftShare(rollout: ArgoRollout): number {
  const status = statusOf(rollout);
  const { replicas = 0, updatedReplicas = 0, stableRS: stable } = status;
  const given = status.canary?.weights?.canary;
  if (given === undefined) {
    return ceilShare(replicas - updatedReplicas, replicas);
  }
  return stable !== undefined && given.podTemplateHash === stable
    ? 0
    : ceilShare(given.weight, highestWeight(rollout));
}

/**
 * The share that does not go to the baseline's template, in basis points
 * rounded up: what was asked for or what was given, whichever is more. Which
 * version is the old one is known from the capture, never from the status
 * calling it stable.
 */
export function exposedShare(rollout: ArgoRollout): number {
  const { stableRS: stable, currentPodHash: current } = statusOf(rollout);
  const old = versionsOf(rollout)?.baseline ?? stable;
  if (stable !== old) {
    return current === old ? FULL_SHARE - givenShare(rollout) : FULL_SHARE;
  }
  return current === old
    ? leftShare(rollout)
    : Math.max(askedShare(rollout), givenShare(rollout));
}
