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
  Fence,
  TargetRef,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Baseline } from '@stagecraft/backstage-plugin-rollouts-node';
import type { Knex } from 'knex';
import { databaseNow } from '../clock';
import { addToOutbox } from '../outbox';
import { readRollout } from '../rollouts';
import { readTargets } from '../targets';

/** What is to be kept beside a target in its cluster, as the outbox has it. */
export interface CapsuleNotice {
  state: 'completed' | 'closed';
  rolloutId: string;
  planHash: string;
  /** ISO 8601; the plan's. */
  end: string;
  targetId: string;
  target: TargetRef;
  baseline: Baseline;
  fence: Fence;
  /** ISO 8601: when it was decided. */
  at: string;
}

/**
 * Notes, in the decision's transaction, that the way back of a rollout's
 * targets is another one from now on, or closed. A target without a baseline
 * was never exposed and has no capsule.
 */
export async function keepCapsules(
  trx: Knex,
  rolloutId: string,
  state: CapsuleNotice['state'],
): Promise<void> {
  const rollout = await readRollout(trx, rolloutId);
  if (!rollout) return;
  const at = (await databaseNow(trx)).toISOString();
  for (const row of await readTargets(trx, rolloutId)) {
    if (row.baseline === null) continue;
    const payload: CapsuleNotice = {
      state,
      rolloutId,
      planHash: rollout.planHash,
      end: rollout.plan.end,
      targetId: row.id,
      target: row.ref,
      baseline: row.baseline,
      fence: { epoch: row.fence_epoch, count: row.fence_count },
      at,
    };
    const dedupeKey = `capsule/${rolloutId}/${row.id}/${state}`;
    await addToOutbox(trx, { kind: 'capsule', payload, dedupeKey });
  }
}
