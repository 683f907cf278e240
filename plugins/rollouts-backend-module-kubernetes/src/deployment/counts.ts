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
  formatShare,
  type Exposure,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { DriverError } from '@stagecraft/backstage-plugin-rollouts-node';
import { everyonesShare } from '../preflight/everyoneOnly';
import { FULL_SHARE, type Counts } from './pair';

export const NO_AUDIENCES =
  'pods behind one Service share all requests and know no header';

/** The smallest share that so many pods can show, in basis points. */
export function smallestStep(total: number): number {
  return FULL_SHARE / total;
}

/** How many pods are needed at least to show a share exactly. */
function podsFor(share: number): number {
  let [a, b] = [FULL_SHARE, share];
  while (b) [a, b] = [b, a % b];
  return FULL_SHARE / a;
}

/**
 * How many pods of each side show the exposure, of so many in all.
 *
 * @throws DriverError `invalid` when whole pods can't show that share, or a
 * narrower audience gets more than everyone.
 */
export function countsFor(total: number, exposure: Exposure): Counts {
  const share = everyonesShare(exposure, NO_AUDIENCES);
  const scaled = total * share;
  if (total === 0 || scaled % FULL_SHARE !== 0) {
    throw new DriverError(
      'invalid',
      total === 0
        ? 'Both Deployments have 0 replicas. Give the baseline the pods that the two shall share.'
        : `${total} pods can't show ${formatShare(
            share,
          )}: they move in steps of ${formatShare(
            smallestStep(total),
          )}. Set spec.replicas of the baseline's Deployment to a multiple of ${podsFor(
            share,
          )}, or give the stage an exposure that ${total} pods can show.`,
    );
  }
  const next = scaled / FULL_SHARE;
  return { baseline: total - next, new: next };
}

/**
 * How many new pods may stay on the way back. With half of the old version's
 * pods ready all new ones go at once. With fewer, one goes for each old pod
 * that is ready and one more, so that a full quota can't hold the old ones up;
 * the last serving pod stays until an old one is ready.
 */
export function stayingPods(
  now: number,
  captured: Counts,
  ready: number,
): number {
  if (ready * 2 >= captured.baseline) return captured.new;
  const needed = captured.baseline - ready - 1;
  const least = ready === 0 ? 1 : 0;
  return Math.min(now, Math.max(captured.new, needed, least));
}
