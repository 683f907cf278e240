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

import type { TargetRef } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import type { TargetRow } from '../tables';
import type { VisibleRow } from '../visibility';
import { TargetTakenError, type IdentifiedTarget } from './claim';

/** A target and the rollout that holds it. */
export interface HeldTarget {
  id: string;
  ref: TargetRef;
  rolloutId: string;
}

/** All targets that rollouts hold. */
export async function readHeld(knex: Knex): Promise<HeldTarget[]> {
  const rows = await knex<TargetRow>('targets')
    .whereNotNull('rollout_id')
    .select('id', 'ref', 'rollout_id');
  return rows.flatMap(({ id, ref, rollout_id: rolloutId }) =>
    rolloutId === null ? [] : [{ id, ref, rolloutId }],
  );
}

interface HolderRow extends VisibleRow {
  target: string;
  id: string;
  title: string;
}

/** The rollouts that hold these targets, by the targets' identities. */
export async function readHolders(
  knex: Knex,
  ids: readonly string[],
): Promise<Map<string, HolderRow>> {
  const rows: HolderRow[] = await knex('targets')
    .join('rollouts', 'rollouts.id', 'targets.rollout_id')
    .join('experiments', 'experiments.id', 'rollouts.experiment_id')
    .whereRaw('targets.id = any(?)', [[...ids]])
    .select(
      { target: 'targets.id', id: 'rollouts.id' },
      'rollouts.service',
      'rollouts.system',
      'rollouts.parts',
      knex.raw("experiments.body ->> 'title' as title"),
    );
  return new Map(rows.map(row => [row.target, row]));
}

/**
 * For what looks wrong with targets because a rollout has exposed somebody: that
 * is not for who wants one of them next to mend.
 *
 * @throws TargetTakenError naming the rollout that has.
 */
export async function refuseExposed(
  knex: Knex,
  targets: readonly IdentifiedTarget[],
): Promise<void> {
  const held = await knex('targets')
    .join('rollouts', 'rollouts.id', 'targets.rollout_id')
    .whereIn(
      'targets.id',
      targets.map(({ id }) => id),
    )
    .where('rollouts.exposed', true)
    .first<{ id: string; holder: string } | undefined>({
      id: 'targets.id',
      holder: 'rollouts.id',
    });
  const taken = targets.find(({ id }) => id === held?.id);
  if (held && taken) throw new TargetTakenError(taken, held.holder);
}
