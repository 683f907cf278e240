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

import type {
  Bypass,
  PolicyResult,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { DecideContext, FreezeInForce } from './decision';
import type { RolloutState } from './state';

/** What a bypass of a freeze names as its policy. */
export const FREEZE = 'freeze';

type At = Pick<DecideContext, 'planHash' | 'now'>;

/**
 * Whether it was given for this plan, which was not edited since, and neither
 * ended nor lies ahead.
 */
export function isLive(bypass: Bypass, { planHash, now }: At): boolean {
  return (
    bypass.planHash === planHash &&
    bypass.revisedAt === undefined &&
    Date.parse(bypass.at) <= now.getTime() &&
    now.getTime() < Date.parse(bypass.expiresAt)
  );
}

/** Those of this plan that have not ended. */
export function liveBypasses(state: RolloutState, at: At): Bypass[] {
  return state.bypasses.filter(bypass => isLive(bypass, at));
}

/** Bypasses after an edit: none comes back with the plan it was given for. */
export function endedByEdit({ bypasses }: RolloutState, now: Date): Bypass[] {
  return bypasses.map(bypass => ({
    ...bypass,
    revisedAt: bypass.revisedAt ?? now.toISOString(),
  }));
}

/** Policies that fail and that nobody went past. */
export function failingPolicies(
  state: RolloutState,
  context: DecideContext,
): PolicyResult[] {
  const bypassed = liveBypasses(state, context).map(({ policy }) => policy);
  return context.policies.filter(
    ({ policy, outcome }) => outcome === 'fail' && !bypassed.includes(policy),
  );
}

/** Freezes in force that nobody went past. */
export function standingFreezes(
  state: RolloutState,
  context: DecideContext,
): FreezeInForce[] {
  const bypassed = liveBypasses(state, context).map(({ freeze }) => freeze);
  return context.freezes.filter(({ id }) => !bypassed.includes(id));
}

/** Those without which the next stage would stay closed now. */
export function neededBypasses(
  state: RolloutState,
  context: DecideContext,
): Bypass[] {
  const { freezes, policies } = context;
  const failing = policies.filter(
    ({ outcome, bypassed }) => outcome === 'fail' || bypassed !== undefined,
  );
  return liveBypasses(state, context).filter(({ policy, freeze }) =>
    freeze === undefined
      ? failing.some(result => result.policy === policy)
      : freezes.some(({ id }) => id === freeze),
  );
}
