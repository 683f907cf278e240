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
  Plan,
  PolicyResult,
} from '@stagecraft/backstage-plugin-rollouts-common';
import {
  decidePropose,
  type RolloutState,
  type StageEvidence,
} from '../lifecycle';
import type { StoredRollout } from '../store/rollouts';
import { viewContext } from '../governance/contexts';
import { rolloutRow } from '../views/rolloutRow';
import type { Viewer } from '../permissions/Viewer';
import {
  dana,
  makeCheck,
  makeContext,
  makePlan,
  NOW,
  omar,
  PLAN_HASH,
} from './plans';

const PERMITS = new Set([
  'rollouts.rollout.read',
  'rollouts.rollout.request',
  'rollouts.rollout.approve',
  'rollouts.rollout.lower',
]);

export function seenBy(actor = omar, permits = PERMITS): Viewer {
  return {
    actor,
    permits,
    visibility: 'all',
    credentials: { $$type: '@backstage/BackstageCredentials', principal: {} },
  };
}

export function ago(seconds: number): string {
  return new Date(NOW.getTime() - seconds * 1000).toISOString();
}

/** A rollout in this state as a viewer's row shows it. */
export function row(
  state: Partial<RolloutState>,
  options: {
    plan?: Partial<Plan>;
    evidence?: Partial<StageEvidence>;
    policies?: PolicyResult[];
    viewer?: Viewer;
  } = {},
) {
  const outcome = decidePropose('Because', dana, makeContext());
  if (!outcome.accepted) throw new Error(outcome.reason);
  const plan = makePlan(options.plan);
  const rollout: StoredRollout = {
    id: 'rollout',
    experimentId: 'experiment',
    plan,
    planHash: PLAN_HASH,
    state: { ...outcome.next, ...state },
    version: 1,
    service: plan.service,
    system: null,
    owner: null,
    tags: [],
    people: makeContext().people,
    health: null,
    inForce: null,
    createdAt: NOW,
    updatedAt: NOW,
  };
  return rolloutRow(
    rollout,
    'Title',
    viewContext(rollout, {
      evidence: { checks: [makeCheck()], sample: 1000, ...options.evidence },
      policies: options.policies ?? [],
      now: NOW,
    }),
    options.viewer ?? seenBy(),
  );
}

export const approval = (stageIndex: number) => ({
  planHash: PLAN_HASH,
  stageIndex,
  actor: omar,
  reason: 'Safe',
  at: ago(100),
});
export const observing = (stageIndex: number, seconds: number) =>
  ({
    phase: 'observing',
    stageIndex,
    acknowledged: true,
    stageEnteredAt: ago(seconds),
    observedSince: ago(seconds),
  } as const);
