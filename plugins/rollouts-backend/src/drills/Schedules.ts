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

import { randomUUID } from 'node:crypto';
import type {
  Actor,
  DrillSchedule,
  DrillScheduleDraft,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import {
  InputProblemsError,
  MissingError,
  refusalError,
} from '../problems/errors';
import type { Planner } from '../governance/Planner';
import { isOneOf } from '../lifecycle/people';
import { refuseProposer } from '../lifecycle/propose';
import type { Service } from '../people/service';
import { databaseNow } from '../store/clock';
import { keepSchedule, readSchedule, removeSchedule } from '../store/drills';
import type { DrillScheduleRow } from '../store/tables';
import type { Drills } from './Drills';
import { everyDaysOf } from './everyDays';
import { nextRun, type TimeOfDay } from './nextRun';
import { toSchedule } from './views';

export interface SchedulesOptions {
  knex: Knex;
  planner: Pick<Planner, 'service'>;
  drills: Pick<Drills, 'check'>;
  /** Groups that may do away with what the catalogue no longer has. */
  operators: readonly string[];
}

/** Drills that run by themselves, a schedule for each service and playbook. */
export class Schedules {
  readonly #options: SchedulesOptions;

  constructor(options: SchedulesOptions) {
    this.#options = options;
  }

  /**
   * @throws InputProblemsError naming the field, also where such a drill could
   * not be run now; the error of a refusal.
   */
  async set(
    draft: DrillScheduleDraft,
    actor: Actor,
    admit: (service: Service) => void,
  ): Promise<DrillSchedule> {
    const { knex, planner, drills } = this.#options;
    const { drill, everyDays, hour, timeZone } = draft;
    const service = await planner.service(drill.service);
    admit(service);
    const refused = refuseProposer(actor, service.people);
    if (refused) throw refusalError(refused);
    await this.#refuseUnsaid(drill.playbook, everyDays);
    const next = await this.#first({ hour, timeZone });
    await drills.check(drill);
    const row = await keepSchedule(knex, {
      id: randomUUID(),
      service: service.ref,
      playbook_id: drill.playbook,
      settings: drill,
      every_days: everyDays,
      hour,
      time_zone: timeZone,
      set_by: actor,
      next_at: next,
    });
    return toSchedule(row);
  }

  /** @throws MissingError, and the error of a refusal. */
  async remove(
    id: string,
    actor: Actor,
    admit: (service: Service) => void,
  ): Promise<void> {
    const { knex } = this.#options;
    const row = await readSchedule(knex, id);
    if (!row) throw missing(id);
    await this.#admitRemoval(row, actor, admit);
    if (!(await removeSchedule(knex, id, actor))) throw missing(id);
  }

  /** Of a service that is no more: operators, and whoever set it. */
  async #admitRemoval(
    row: DrillScheduleRow,
    actor: Actor,
    admit: (service: Service) => void,
  ): Promise<void> {
    const service = await this.#service(row.service);
    if (!service) {
      const { operators } = this.#options;
      if (isOneOf(actor, [...operators, row.set_by.ref])) return;
      throw missing(row.id);
    }
    try {
      admit(service);
    } catch (error) {
      // Of which service it is would tell who may not see it.
      throw error instanceof MissingError ? missing(row.id) : error;
    }
    const refused = refuseProposer(actor, service.people);
    if (refused) throw refusalError(refused);
  }

  /** Undefined when the catalogue has it no longer. */
  async #service(ref: string): Promise<Service | undefined> {
    try {
      return await this.#options.planner.service(ref);
    } catch (error) {
      if (error instanceof MissingError) return undefined;
      throw error;
    }
  }

  async #refuseUnsaid(playbookId: string, everyDays: number | null) {
    const { knex } = this.#options;
    const schedule = { playbook_id: playbookId, every_days: everyDays };
    if ((await everyDaysOf(knex, schedule)) !== undefined) return;
    throw new InputProblemsError([
      {
        path: ['everyDays'],
        message: `The playbook ${playbookId} does not say how often to rehearse`,
        remedy: 'Say after how many days',
      },
    ]);
  }

  async #first(time: TimeOfDay): Promise<Date> {
    const now = await databaseNow(this.#options.knex);
    try {
      return nextRun(time, now, 0);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new InputProblemsError([
        {
          path: ['timeZone'],
          message: `There is no time zone ${time.timeZone}`,
          remedy: 'Use a name such as Europe/Berlin or UTC',
        },
      ]);
    }
  }
}

function missing(id: string): MissingError {
  return new MissingError(
    `There is no schedule ${id}`,
    'Look for it on the page of drills',
  );
}
