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
  type TargetState,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import { z } from 'zod';
import { intendedExposure } from '../lifecycle/state';
import { meteredServiceOf, subjectOf } from '../sampling/meteredService';
import { listDecisions } from '../store/decisions';
import type { StoredRollout } from '../store/rollouts';
import type { TargetRow, WorkRow } from '../store/tables';
import { readTargets } from '../store/targets';
import { readServed } from '../store/samples/readServed';
import { readWork } from '../store/work/read';

/** A read-back as decisions keep it in their evidence. */
const readBackSchema = z.object({
  readBack: z.object({
    targets: z.array(
      z.object({
        exposure: exposureSchema,
        fence: fenceSchema,
        seenAt: z.string(),
      }),
    ),
  }),
});

/** Newest decisions among which the last read-back of a rollout is found. */
const LATEST = 20;

function heldTarget(
  row: TargetRow,
  work: WorkRow | undefined,
  rest: Pick<TargetState, 'intended' | 'served'>,
): TargetState {
  return {
    ...rest,
    ref: row.ref,
    exposure: row.observed?.exposure ?? null,
    fence: { epoch: row.fence_epoch, count: row.fence_count },
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
  rest: Pick<TargetState, 'intended' | 'served'>,
): Promise<TargetState[]> {
  const decisions = await listDecisions(trx, rollout.id, {
    actor: 'machine',
    limit: LATEST,
  });
  const readBack = decisions
    .map(decision => readBackSchema.safeParse(decision.evidence))
    .find(parsed => parsed.success);
  return rollout.plan.targets.map((ref, index) => {
    const seen = readBack?.data?.readBack.targets[index];
    return {
      ...rest,
      ref,
      exposure: seen?.exposure ?? null,
      fence: seen?.fence ?? null,
      seenAt: seen?.seenAt ?? null,
      trouble: null,
      attempts: 0,
      nextAttemptAt: null,
    };
  });
}

/** What the targets show, what they should show, and what was served. */
export async function targetStates(
  trx: Knex,
  rollout: StoredRollout,
): Promise<TargetState[]> {
  const rows = await readTargets(trx, rollout.id);
  const work = await readWork(trx, rollout.id);
  const served = await readServed(trx, subjectOf(meteredServiceOf(rollout)));
  const all = served ? served.requests.new + served.requests.baseline : 0;
  const rest = {
    intended: intendedExposure(rollout.state, rollout.plan),
    served:
      served && all > 0
        ? Math.round((served.requests.new / all) * 10_000)
        : null,
  };
  if (rows.length === 0) {
    return releasedTargets(trx, rollout, { ...rest, served: null });
  }
  return rows.map(row =>
    heldTarget(
      row,
      work.find(({ target_id }) => target_id === row.id),
      rest,
    ),
  );
}
