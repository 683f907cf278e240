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
  Drill,
  DrillSchedule,
  DrillStanding,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { LastDrill } from '../store/drills';
import type { DrillScheduleRow, DrillTableRow } from '../store/tables';
import type { StoredRollout } from '../store/rollouts';
import { timingsOf } from './verdict';

/** @param rollout - While the drill runs: what it has come to. */
export function toDrill(row: DrillTableRow, rollout?: StoredRollout): Drill {
  return {
    id: row.id,
    rolloutId: row.rollout_id,
    experimentId: row.experiment_id,
    service: row.service,
    playbook: { id: row.playbook_id, version: row.playbook_version },
    environment: row.environment,
    requestedBy: row.requested_by,
    scheduled: row.schedule_id !== null,
    breach: row.breach,
    guardrail: row.guardrail,
    goals: row.goals,
    createdAt: row.created_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
    passed: row.passed,
    why: row.why,
    timings:
      row.timings ??
      timingsOf({
        breachBeganAt: row.breach_began_at,
        breachEndedAt: row.breach_ended_at,
        reversal: rollout?.state.reversal ?? null,
      }),
    readiness: row.readiness,
    trouble: row.last_error,
  };
}

export function toSchedule(row: DrillScheduleRow): DrillSchedule {
  return {
    id: row.id,
    drill: row.settings,
    everyDays: row.every_days,
    hour: row.hour,
    timeZone: row.time_zone,
    setBy: row.set_by,
    nextAt: row.next_at.toISOString(),
    trouble: row.trouble,
    skipped: row.skipped,
  };
}

/** One entry a service and playbook, by their names. */
export function toStandings(
  drills: readonly (LastDrill & { rollout?: StoredRollout })[],
  schedules: readonly DrillScheduleRow[],
): DrillStanding[] {
  const standings = new Map<string, DrillStanding>();
  for (const { rollout, ...row } of drills) {
    standings.set(`${row.service} ${row.playbook_id}`, {
      service: row.service,
      playbook: row.playbook_id,
      last: toDrill(row, rollout),
      lastPassedAt: row.last_passed_at?.toISOString() ?? null,
      schedule: null,
    });
  }
  for (const row of schedules) {
    const key = `${row.service} ${row.playbook_id}`;
    const known = standings.get(key) ?? {
      service: row.service,
      playbook: row.playbook_id,
      last: null,
      lastPassedAt: null,
    };
    standings.set(key, { ...known, schedule: toSchedule(row) });
  }
  return [...standings]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([, standing]) => standing);
}
