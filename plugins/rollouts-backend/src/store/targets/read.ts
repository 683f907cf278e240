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
  targetLabel,
  type TargetRef,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import type { DecisionRow, TargetRow } from '../tables';

/** The targets a rollout holds, in the order of their identities. */
export async function readTargets(
  trx: Knex,
  rolloutId: string,
): Promise<TargetRow[]> {
  return trx<TargetRow>('targets')
    .where({ rollout_id: rolloutId })
    .orderBy('id')
    .select('*');
}

/** What is about targets, in the order in which the plan names them. */
export function inPlanOrder<T extends { ref: TargetRef }>(
  plan: { targets: readonly TargetRef[] },
  targets: readonly T[],
): T[] {
  const order = plan.targets.map(targetLabel);
  const place = ({ ref }: T) => order.indexOf(targetLabel(ref));
  return [...targets].sort((a, b) => place(a) - place(b));
}

/** By rollout: those of their targets that nobody has seen since `since`. */
export async function readUnseen(
  trx: Knex,
  rolloutIds: readonly string[],
  since: Date,
): Promise<Map<string, TargetRow[]>> {
  const rows = await trx<TargetRow>('targets')
    .whereRaw('rollout_id = any(?)', [[...rolloutIds]])
    .where(stale =>
      stale.whereNull('observed_at').orWhere('observed_at', '<', since),
    )
    .orderBy('id')
    .select('*');
  const found = new Map<string, TargetRow[]>();
  for (const row of rows) {
    if (row.rollout_id !== null) {
      found.set(row.rollout_id, [...(found.get(row.rollout_id) ?? []), row]);
    }
  }
  return found;
}

export interface ExposureDecision {
  /** As it is written on the targets: `experiment/seq`. */
  id: string;
  at: Date;
}

/**
 * The newest decision that says what a rollout's targets shall show. Undefined
 * before the first.
 */
export async function readExposureDecision(
  trx: Knex,
  rolloutId: string,
): Promise<ExposureDecision | undefined> {
  const row = await trx<DecisionRow>('decisions')
    .where({ rollout_id: rolloutId })
    .whereIn('command', ['advance', 'resume', 'roll-back'])
    .orderBy('seq', 'desc')
    .first('experiment_id', 'seq', 'at');
  return row && { id: `${row.experiment_id}/${row.seq}`, at: row.at };
}
