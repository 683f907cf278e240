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

import { readFreezesOf } from '../governance/freezesOf';
import { asOf, DEFAULT_APPROVAL_LIFETIME_MS } from '../lifecycle/expiry';
import type { DecideContext } from '../lifecycle/decision';
import { readRollout, type StoredRollout } from '../store/rollouts';
import type { TargetRow } from '../store/tables';
import {
  inPlanOrder,
  readExposureDecision,
  readTargets,
} from '../store/targets';
import type { ClaimedWork } from '../store/work';
import { freshMs, type PassDeps } from './deps';
import { policiesAhead } from './policiesAhead';
import type { Look, Subject, TargetView } from './subject';

const ALWAYS = new Date(0);

function storedLook(row: TargetRow, now: Date, maxAgeMs: number): Look {
  const { observed, observed_at: at } = row;
  if (observed === null || at === null) {
    return {
      outcome: 'blind',
      since: null,
      trouble: row.trouble ?? 'it was never seen',
    };
  }
  return now.getTime() - at.getTime() <= maxAgeMs
    ? { outcome: 'seen', observed, at }
    : {
        outcome: 'blind',
        since: at,
        trouble: row.trouble ?? 'nobody has looked since',
      };
}

function toView(row: TargetRow, now: Date, maxAgeMs: number): TargetView {
  return {
    id: row.id,
    ref: row.ref,
    fence: { epoch: row.fence_epoch, count: row.fence_count },
    baseline: row.baseline,
    writing: row.writing,
    acknowledged: row.acknowledged,
    look: storedLook(row, now, maxAgeMs),
    trouble: row.trouble,
  };
}

/** The rollout's targets as they are stored now, in the plan's order. */
export async function loadTargets(
  { database, intervals }: PassDeps,
  rollout: StoredRollout,
  now: Date,
): Promise<TargetView[]> {
  const rows = await readTargets(database, rollout.id);
  return inPlanOrder(
    rollout.plan,
    rows.map(row => toView(row, now, freshMs(intervals))),
  );
}

/** Undefined when the rollout no longer holds the target. */
export async function loadSubject(
  deps: PassDeps,
  work: ClaimedWork,
): Promise<Subject | undefined> {
  const { database, intervals, readEvidence } = deps;
  const rollout = await readRollout(database, work.rolloutId);
  if (!rollout) return undefined;
  const targets = await loadTargets(deps, rollout, work.now);
  if (!targets.some(target => target.id === work.targetId)) return undefined;
  const decision = await readExposureDecision(database, rollout.id);
  const evidence = await readEvidence(database, rollout, work.now);
  const context: DecideContext = {
    now: work.now,
    plan: rollout.plan,
    planHash: rollout.planHash,
    people: rollout.people,
    evidence,
    policies: [],
    freezes: await readFreezesOf(database, rollout, work.now),
    openReviews: 0,
    overrules: 'approvers',
    approvalLifetimeMs: DEFAULT_APPROVAL_LIFETIME_MS,
    security: [],
    newId: '',
  };
  return {
    state: asOf(rollout.state, work.now),
    context: {
      ...context,
      policies: await policiesAhead(deps, rollout, context),
    },
    decision: decision?.id ?? null,
    decidedAt: decision?.at ?? null,
    targets,
    own: work.targetId,
    awakeSince: deps.awakeSince?.(work.now) ?? ALWAYS,
    limits: intervals,
  };
}
