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
  exposureSchema,
  fenceSchema,
  targetLabel,
  type TargetRef,
  type TargetState,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import { z } from 'zod';
import { intendedExposure } from '../lifecycle/state';
import { meteredTarget } from '../sampling/meteredService';
import { listDecisions } from '../store/decisions';
import type { StoredRollout } from '../store/rollouts';
import type { TargetRow, WorkRow } from '../store/tables';
import { inPlanOrder, readTargets } from '../store/targets';
import { readServed } from '../store/samples/readServed';
import { readWork } from '../store/work/read';

/** A read-back as decisions keep it in their evidence. */
const readBackSchema = z.object({
  readBack: z.object({
    targets: z.array(
      z.object({
        target: z.string(),
        exposure: exposureSchema,
        fence: fenceSchema,
        seenAt: z.string(),
      }),
    ),
  }),
});

/** Newest decisions among which the last read-back of a rollout is found. */
const LATEST = 20;

/** A target that a rollout holds: what it shows, and what is tried. */
export function heldTarget(
  row: TargetRow,
  work: Pick<WorkRow, 'attempts' | 'last_error' | 'due_at'> | undefined,
  rest: Pick<TargetState, 'intended' | 'served'>,
): TargetState {
  return {
    ...rest,
    ref: row.ref,
    exposure: row.observed?.exposure ?? null,
    fence: { epoch: row.fence_epoch, count: row.fence_count },
    generation: row.observed?.generation ?? null,
    accepted: row.observed?.accepted ?? null,
    lastWriter: row.observed?.lastWriter ?? null,
    reverts: row.writing?.reverts ?? 0,
    capsule: row.capsule,
    seenAt: row.observed_at?.toISOString() ?? null,
    trouble: row.trouble ?? work?.last_error ?? null,
    attempts: work?.attempts ?? 0,
    nextAttemptAt: work?.due_at.toISOString() ?? null,
  };
}

/** Of a rollout that has given its targets back: what was seen last. */
async function releasedTargets(
  trx: Knex,
  rollout: StoredRollout,
  intended: TargetState['intended'],
): Promise<TargetState[]> {
  const decisions = await listDecisions(trx, rollout.id, {
    actor: 'machine',
    limit: LATEST,
  });
  const readBack = decisions
    .map(decision => readBackSchema.safeParse(decision.evidence))
    .find(parsed => parsed.success);
  return rollout.plan.targets.map(ref => {
    const seen = readBack?.data?.readBack.targets.find(
      ({ target }) => target === targetLabel(ref),
    );
    return {
      intended,
      served: null,
      ref,
      exposure: seen?.exposure ?? null,
      fence: seen?.fence ?? null,
      generation: null,
      accepted: null,
      lastWriter: null,
      reverts: 0,
      capsule: null,
      seenAt: seen?.seenAt ?? null,
      trouble: null,
      attempts: 0,
      nextAttemptAt: null,
    };
  });
}

/** The share of a target's requests that the new version served. */
async function servedOf(
  trx: Knex,
  service: string,
  ref: TargetRef,
): Promise<number | null> {
  const served = await readServed(trx, meteredTarget(service, ref).subject);
  const all = served ? served.requests.new + served.requests.baseline : 0;
  return served && all > 0
    ? Math.round((served.requests.new / all) * 10_000)
    : null;
}

/**
 * What the targets show, what they should show, and what was served, in the
 * plan's order.
 */
export async function targetStates(
  trx: Knex,
  rollout: StoredRollout,
): Promise<TargetState[]> {
  const { plan, service } = rollout;
  const intended = intendedExposure(rollout.state, plan);
  const rows = inPlanOrder(plan, await readTargets(trx, rollout.id));
  if (rows.length === 0) return releasedTargets(trx, rollout, intended);
  const work = await readWork(trx, rollout.id);
  const states: TargetState[] = [];
  for (const row of rows) {
    const served = await servedOf(trx, service, row.ref);
    const own = work.find(({ target_id }) => target_id === row.id);
    states.push(heldTarget(row, own, { intended, served }));
  }
  return states;
}
