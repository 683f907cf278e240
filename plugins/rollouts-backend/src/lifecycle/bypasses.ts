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

/** Those of this plan that have not ended. */
export function liveBypasses(
  state: RolloutState,
  { planHash, now }: Pick<DecideContext, 'planHash' | 'now'>,
): Bypass[] {
  return state.bypasses.filter(
    bypass =>
      bypass.planHash === planHash &&
      now.getTime() < Date.parse(bypass.expiresAt),
  );
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
