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
  formatDuration,
  targetLabel,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import { NO_EVIDENCE, type StageEvidence } from '../lifecycle/decision';
import type { StoredRollout } from '../store/rollouts';
import type { TargetRow } from '../store/tables';
import { inPlanOrder, readUnseen } from '../store/targets';

type ReadAll = (
  trx: Knex,
  rollouts: readonly StoredRollout[],
  now: Date,
) => Promise<Map<string, StageEvidence>>;

function sentenceOf(row: TargetRow, now: Date): string {
  const since = row.observed_at
    ? `was last seen ${formatDuration(
        (now.getTime() - row.observed_at.getTime()) / 1000,
      )} ago`
    : 'was not seen yet';
  const why = row.trouble === null ? '' : `: ${row.trouble}`;
  return `${targetLabel(row.ref)} ${since}${why}`;
}

/** What decisions rest on: what is measured, and which targets are in sight. */
export class Evidence {
  readonly #measured: ReadAll;
  readonly #freshMs: number;

  constructor(options: {
    readAllEvidence: ReadAll;
    /** How long what was seen of a target stays good. */
    freshMs: number;
  }) {
    this.#measured = options.readAllEvidence;
    this.#freshMs = options.freshMs;
  }

  /** By rollout, by as many queries as for one; those of which nothing is known are left out. */
  readonly readAll: ReadAll = async (trx, rollouts, now) => {
    const evidence = new Map(await this.#measured(trx, rollouts, now));
    const goingOn = rollouts.filter(({ state: { phase } }) =>
      ['waiting', 'observing'].includes(phase),
    );
    if (goingOn.length === 0) return evidence;
    const unseen = await readUnseen(
      trx,
      goingOn.map(({ id }) => id),
      new Date(now.getTime() - this.#freshMs),
    );
    for (const { id, plan } of goingOn) {
      const rows = unseen.get(id);
      if (rows) {
        evidence.set(id, {
          ...(evidence.get(id) ?? NO_EVIDENCE),
          unseen: inPlanOrder(plan, rows).map(row => sentenceOf(row, now)),
        });
      }
    }
    return evidence;
  };

  readonly read = async (
    trx: Knex,
    rollout: StoredRollout,
    now: Date,
  ): Promise<StageEvidence> => {
    const all = await this.readAll(trx, [rollout], now);
    return all.get(rollout.id) ?? NO_EVIDENCE;
  };
}
