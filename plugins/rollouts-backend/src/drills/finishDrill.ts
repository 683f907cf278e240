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

import { nameOfRef } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import {
  endDrill,
  moveSchedule,
  readSchedule,
  type ClaimedDrill,
} from '../store/drills';
import { addNotice } from '../store/outbox';
import type { StoredRollout } from '../store/rollouts';
import { inTransaction } from '../store/transaction';
import { nextRun } from './nextRun';
import { judgeDrill, type DrillVerdict } from './verdict';

const TOLD = {
  passed: { word: 'passed', severity: 'low' },
  failed: { word: 'failed', severity: 'high' },
  none: { word: 'did not run', severity: 'normal' },
} as const;

function toldOf({ passed }: DrillVerdict) {
  if (passed === null) return TOLD.none;
  return passed ? TOLD.passed : TOLD.failed;
}

/** A schedule does not wait out its days where nothing was rehearsed. */
async function tryAgain(
  trx: Knex.Transaction,
  { row, now }: ClaimedDrill,
  { why }: DrillVerdict,
): Promise<void> {
  const schedule =
    row.schedule_id === null
      ? undefined
      : await readSchedule(trx, row.schedule_id);
  if (!schedule) return;
  const { hour, time_zone: timeZone, next_at: planned } = schedule;
  const soon = nextRun({ hour, timeZone }, now, 0);
  await moveSchedule(trx, schedule, {
    at: soon < planned ? soon : planned,
    trouble: why,
    skipped: false,
  });
}

/** Judges a drill, and tells who asked for it and the owners. */
export async function finishDrill(
  knex: Knex,
  drill: ClaimedDrill,
  rollout: StoredRollout,
): Promise<void> {
  const { row } = drill;
  const { state, people } = rollout;
  const verdict = judgeDrill({
    guardrail: row.guardrail,
    goals: row.goals,
    breachBeganAt: row.breach_began_at,
    breachOnAt: row.breach_on_at,
    breachEndedAt: row.breach_ended_at,
    phase: state.phase,
    reversal: state.reversal,
  });
  const { word, severity } = toldOf(verdict);
  await inTransaction(knex, async trx => {
    await endDrill(trx, drill, verdict);
    if (verdict.passed === null) await tryAgain(trx, drill, verdict);
    await addNotice(
      trx,
      {
        topic: 'drill',
        recipients: [row.requested_by.ref, ...people.owners],
        title: `Drill ${word}: ${nameOfRef(row.service)} with ${
          row.playbook_id
        }`,
        description: verdict.why,
        severity,
        rolloutId: rollout.id,
        experimentId: rollout.experimentId,
        link: `/rollouts/drills?service=${encodeURIComponent(row.service)}`,
      },
      `drill/${row.id}/ended`,
    );
  });
}
