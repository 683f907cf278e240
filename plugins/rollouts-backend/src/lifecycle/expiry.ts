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

import type { Approval } from '@stagecraft/backstage-plugin-rollouts-common';
import { isVoid } from './quorums';
import type { RolloutState } from './state';

/** How long an approval counts where nothing is configured. */
export const DEFAULT_APPROVAL_LIFETIME_MS = 7 * 24 * 3600 * 1000;

function expiryOf({ at, expiresAt }: Approval): number {
  return expiresAt === undefined
    ? Date.parse(at) + DEFAULT_APPROVAL_LIFETIME_MS
    : Date.parse(expiresAt);
}

/**
 * The state as it is at that time: approvals that were not used until they
 * expired are marked so. What was marked once stays so, whatever the clock
 * says later.
 */
export function asOf(state: RolloutState, now: Date): RolloutState {
  const expires = (approval: Approval) =>
    approval.stageIndex > state.stageIndex &&
    !isVoid(approval) &&
    expiryOf(approval) <= now.getTime();
  if (!state.approvals.some(expires)) return state;
  return {
    ...state,
    approvals: state.approvals.map(approval =>
      expires(approval)
        ? {
            ...approval,
            expiredAt: new Date(expiryOf(approval)).toISOString(),
          }
        : approval,
    ),
  };
}

/** When the next of the approvals that still count expires; null for none. */
export function nextExpiry(state: RolloutState): string | null {
  const ahead = state.approvals
    .filter(
      approval => approval.stageIndex > state.stageIndex && !isVoid(approval),
    )
    .map(expiryOf);
  return ahead.length > 0 ? new Date(Math.min(...ahead)).toISOString() : null;
}
