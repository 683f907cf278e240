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

import type { Knex } from 'knex';
import { readPlaybook } from '../store/playbooks';
import type { DrillScheduleRow } from '../store/tables';

/** How often a schedule runs: as it says, or its playbook; undefined if neither. */
export async function everyDaysOf(
  knex: Knex,
  schedule: Pick<DrillScheduleRow, 'playbook_id' | 'every_days'>,
): Promise<number | undefined> {
  if (schedule.every_days !== null) return schedule.every_days;
  const playbook = await readPlaybook(knex, schedule.playbook_id);
  return playbook?.body.drill?.everyDays;
}
