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
import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
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
} from '../governance/errors';
import type { Planner } from '../governance/Planner';
import { refuseProposer } from '../lifecycle/propose';
import type { Directory } from '../people/Directory';
import type { Service } from '../people/service';
import { databaseNow } from '../store/clock';
import {
  dueSchedules,
  keepSchedule,
  moveSchedule,
  readSchedule,
  removeSchedule,
} from '../store/drills';
import { readPlaybook } from '../store/playbooks';
import type { DrillScheduleRow } from '../store/tables';
import type { Drills } from './Drills';
import { nextRun } from './nextRun';
import { toSchedule } from './views';

/** Started in one go; the others are due at the next. */
const AT_ONCE = 20;
const DAY_MS = 86_400_000;

export interface SchedulesOptions {
  knex: Knex;
  directory: Pick<Directory, 'person'>;
  planner: Pick<Planner, 'service'>;
  drills: Pick<Drills, 'run' | 'check'>;
  logger: LoggerService;
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
    const days = await this.#days(drill.playbook, everyDays);
    const next = await this.#next({ everyDays: days, hour, timeZone }, null);
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
    const { knex, planner } = this.#options;
    const row = await readSchedule(knex, id);
    if (!row) throw missing(id);
    const service = await planner.service(row.service);
    admit(service);
    const refused = refuseProposer(actor, service.people);
    if (refused) throw refusalError(refused);
    if (!(await removeSchedule(knex, id))) throw missing(id);
  }

  /**
   * Runs what is due. Each time of a schedule has a key of its own, so that two
   * replicas, or one that died half-way, make one drill of it.
   *
   * @returns how many were started.
   */
  async runDue(): Promise<number> {
    const { knex, logger } = this.#options;
    let started = 0;
    for (const row of await dueSchedules(knex, AT_ONCE)) {
      const trouble = await this.#run(row);
      if (trouble === null) started += 1;
      else logger.warn(`Scheduled drill of ${row.service}: ${trouble}`);
      await moveSchedule(knex, row, { at: await this.#after(row), trouble });
    }
    return started;
  }

  /** Why it could not start; null when it did. */
  async #run(row: DrillScheduleRow): Promise<string | null> {
    const { drills } = this.#options;
    const at = row.next_at.toISOString();
    try {
      await drills.run({
        draft: row.settings,
        actor: await this.#actor(row),
        scheduleId: row.id,
        key: {
          actor: 'drill-schedule',
          key: `${row.id}/${at}`,
          requestHash: at,
        },
      });
      return null;
    } catch (error) {
      return toError(error).message;
    }
  }

  /** Whoever set it, with the groups they are in now. */
  async #actor({ set_by: setBy }: DrillScheduleRow): Promise<Actor> {
    const person = await this.#options.directory.person(setBy.ref);
    return {
      kind: 'person-through-plugin',
      ref: setBy.ref,
      name: person?.name ?? setBy.name,
      through: 'schedule of drills',
      groups: person?.groups ?? [],
    };
  }

  /** A schedule whose playbook says no longer how often tries again daily. */
  async #after(row: DrillScheduleRow): Promise<Date> {
    try {
      const days = await this.#days(row.playbook_id, row.every_days);
      return await this.#next(
        { everyDays: days, hour: row.hour, timeZone: row.time_zone },
        row.next_at,
      );
    } catch (error) {
      if (!(error instanceof InputProblemsError)) throw error;
      const now = await databaseNow(this.#options.knex);
      return new Date(now.getTime() + DAY_MS);
    }
  }

  async #days(playbookId: string, everyDays: number | null): Promise<number> {
    if (everyDays !== null) return everyDays;
    const playbook = await readPlaybook(this.#options.knex, playbookId);
    const days = playbook?.body.drill?.everyDays;
    if (days !== undefined) return days;
    throw new InputProblemsError([
      {
        path: ['everyDays'],
        message: `The playbook ${playbookId} does not say how often to rehearse`,
        remedy: 'Say after how many days',
      },
    ]);
  }

  async #next(
    cadence: Parameters<typeof nextRun>[0],
    last: Date | null,
  ): Promise<Date> {
    const now = await databaseNow(this.#options.knex);
    try {
      return nextRun(cadence, now, last);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new InputProblemsError([
        {
          path: ['timeZone'],
          message: `There is no time zone ${cadence.timeZone}`,
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
