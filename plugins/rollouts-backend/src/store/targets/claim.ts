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

import { ConflictError } from '@backstage/errors';
import {
  targetLabel,
  type TargetRef,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import type { TargetRow } from '../tables';

export interface IdentifiedTarget {
  /** The driver's identity of it: cluster UID, kind, namespace, name. */
  id: string;
  ref: TargetRef;
}

/** Another rollout holds the target. */
export class TargetTakenError extends ConflictError {
  readonly ref: TargetRef;
  /** The rollout that holds it. */
  readonly holder: string;

  constructor(target: IdentifiedTarget, holder: string) {
    super(
      `Rollout ${holder} holds ${targetLabel(
        target.ref,
      )}: wait until it has ended, or roll it back or cancel it first`,
    );
    this.ref = target.ref;
    this.holder = holder;
  }
}

async function claim(
  trx: Knex,
  rolloutId: string,
  target: IdentifiedTarget,
): Promise<void> {
  const { rows } = await trx.raw<{ rows: unknown[] }>(
    `insert into targets (id, ref, rollout_id) values (:id, :ref, :rolloutId)
     on conflict (id) do update
     set ref = excluded.ref, rollout_id = excluded.rollout_id,
         baseline = null, capsule = null, observed = null, observed_at = null,
         writing = null, acknowledged = null, trouble = null
     where targets.rollout_id is null
        or targets.rollout_id = excluded.rollout_id
     returning id`,
    { id: target.id, ref: JSON.stringify(target.ref), rolloutId },
  );
  if (rows.length === 0) {
    const taken = await trx<TargetRow>('targets')
      .where({ id: target.id })
      .first('rollout_id');
    throw new TargetTakenError(target, taken?.rollout_id ?? 'unknown');
  }
  await trx('work')
    .insert({ target_id: target.id, rollout_id: rolloutId })
    .onConflict('target_id')
    .ignore();
}

/**
 * Makes `targets` the ones this rollout holds, each with work that is due now.
 * Those it held before and that are not among them are given back. For a
 * rollout that has exposed nobody.
 *
 * @throws TargetTakenError naming the rollout that holds one of them.
 */
export async function claimTargets(
  trx: Knex,
  rolloutId: string,
  targets: IdentifiedTarget[],
): Promise<void> {
  await releaseTargets(trx, rolloutId, {
    except: targets.map(target => target.id),
  });
  const sorted = [...targets].sort((a, b) => (a.id < b.id ? -1 : 1));
  for (const target of sorted) await claim(trx, rolloutId, target);
}

/** Gives a rollout's targets back and ends its work. */
export async function releaseTargets(
  trx: Knex,
  rolloutId: string,
  options: { except?: string[] } = {},
): Promise<void> {
  const except = options.except ?? [];
  await trx('work')
    .where({ rollout_id: rolloutId })
    .whereNotIn('target_id', except)
    .delete();
  await trx('targets')
    .where({ rollout_id: rolloutId })
    .whereNotIn('id', except)
    .update({ rollout_id: null });
}
