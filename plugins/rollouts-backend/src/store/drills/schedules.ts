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

import type { Actor } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import { appendAct } from '../acts';
import type { DrillScheduleRow } from '../tables';
import { inTransaction } from '../transaction';
import { whereServiceVisible, type Visibility } from '../visibility';

/** Those the viewer may see, by service and playbook. */
export async function listSchedules(
  trx: Knex,
  filter: { service?: string; playbook?: string },
  visibility: Visibility,
): Promise<DrillScheduleRow[]> {
  const query = trx('drill_schedules as s')
    .select('s.*')
    .orderBy(['s.service', 's.playbook_id'])
    .modify(whereServiceVisible, visibility, 's.service');
  if (filter.service) query.where('s.service', filter.service);
  if (filter.playbook) query.where('s.playbook_id', filter.playbook);
  return query;
}

export async function readSchedule(
  trx: Knex,
  id: string,
): Promise<DrillScheduleRow | undefined> {
  return trx<DrillScheduleRow>('drill_schedules').where({ id }).first();
}

async function appendScheduleAct(
  trx: Knex,
  row: DrillScheduleRow,
  done: { act: 'set' | 'removed'; actor: Actor },
): Promise<void> {
  await appendAct(trx, {
    record: { kind: 'drill-schedule', id: row.id },
    title: row.playbook_id,
    ...done,
    reason: '',
    entity: row.service,
    content: {
      playbook: row.playbook_id,
      drill: row.settings,
      everyDays: row.every_days,
      hour: row.hour,
      timeZone: row.time_zone,
    },
  });
}

/** Takes the place of the schedule of the same service and playbook. */
export async function keepSchedule(
  knex: Knex,
  schedule: Pick<
    DrillScheduleRow,
    | 'id'
    | 'service'
    | 'playbook_id'
    | 'settings'
    | 'every_days'
    | 'hour'
    | 'time_zone'
    | 'set_by'
    | 'next_at'
  >,
): Promise<DrillScheduleRow> {
  return inTransaction(knex, async trx => {
    const [row]: DrillScheduleRow[] = await trx('drill_schedules')
      .insert({
        ...schedule,
        settings: JSON.stringify(schedule.settings),
        set_by: JSON.stringify(schedule.set_by),
      })
      .onConflict(['service', 'playbook_id'])
      .merge({
        settings: JSON.stringify(schedule.settings),
        every_days: schedule.every_days,
        hour: schedule.hour,
        time_zone: schedule.time_zone,
        set_by: JSON.stringify(schedule.set_by),
        set_at: trx.raw('clock_timestamp()'),
        next_at: schedule.next_at,
        trouble: null,
        skipped: false,
        version: trx.raw('drill_schedules.version + 1'),
      })
      .returning('*');
    await appendScheduleAct(trx, row, { act: 'set', actor: row.set_by });
    return row;
  });
}

/** Whether there was one. */
export async function removeSchedule(
  knex: Knex,
  id: string,
  actor: Actor,
): Promise<boolean> {
  return inTransaction(knex, async trx => {
    const [row]: DrillScheduleRow[] = await trx('drill_schedules')
      .where({ id })
      .delete()
      .returning('*');
    if (!row) return false;
    await appendScheduleAct(trx, row, { act: 'removed', actor });
    return true;
  });
}

export async function dueSchedules(
  trx: Knex,
  limit: number,
): Promise<DrillScheduleRow[]> {
  return trx<DrillScheduleRow>('drill_schedules')
    .whereRaw('next_at <= clock_timestamp()')
    .orderBy('next_at')
    .limit(limit);
}

/**
 * Leaves one alone that was set anew, or moved by another replica.
 *
 * @returns whether it was moved.
 */
export async function moveSchedule(
  trx: Knex,
  { id, version, next_at: was }: DrillScheduleRow,
  next: { at: Date; trouble: string | null; skipped: boolean },
): Promise<boolean> {
  const moved = await trx('drill_schedules')
    .where({ id, version, next_at: was })
    .update({
      next_at: next.at,
      trouble: next.trouble,
      skipped: next.skipped,
    });
  return moved > 0;
}
