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

import type { Effect } from '@stagecraft/backstage-plugin-rollouts-common';

/** An effect that a valid test has an interval of. */
export type Measured = Effect & {
  change: number;
  interval: { low: number; high: number };
};

export function isMeasured(effect: Effect): effect is Measured {
  return effect.change !== null && effect.interval !== null;
}

/** Room on both sides of what is drawn, as a part of it. */
const MARGIN = 0.15;

/** Ends of an axis that shows the interval and no change, as ratios. */
export function intervalScale({ change, interval }: Measured): {
  from: number;
  to: number;
} {
  const low = Math.min(interval.low, change, 0);
  const high = Math.max(interval.high, change, 0);
  const room = (high - low || 0.01) * MARGIN;
  return { from: low - room, to: high + room };
}

/** The side of no change on which the new version does better. */
export function betterSide(
  effect: Pick<Effect, 'direction'>,
  { from, to }: { from: number; to: number },
): { from: number; to: number } {
  return effect.direction === 'higher-is-better'
    ? { from: 0, to }
    : { from, to: 0 };
}
