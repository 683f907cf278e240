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

import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import {
  nameOfRef,
  type Actor,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import { tellInstant } from '../freezes/tell';
import { freezesInForce } from '../freezes/forSubject';
import { answerBefore } from '../governance/once';
import type { Directory } from '../people/Directory';
import { databaseNow } from '../store/clock';
import { dueSchedules, hasRunningDrill, moveSchedule } from '../store/drills';
import { readOpenFreezes } from '../store/freezes';
import { addNotice } from '../store/outbox';
import { readNewestRollout } from '../store/rollouts';
import type { DrillScheduleRow } from '../store/tables';
import { TargetTakenError } from '../store/targets';
import { inTransaction } from '../store/transaction';
import type { Drills } from './Drills';
import { everyDaysOf } from './everyDays';
import { nextRun } from './nextRun';

/** Started in one go; the others are due at the next. */
const AT_ONCE = 20;

/** What came of a time of a schedule. */
interface Came {
  /** Why it did not start; null when it did. */
  trouble: string | null;
  /** What stood in its way ends by itself: it was not even tried. */
  skipped: boolean;
  /** Before that there is no use in trying again. */
  notBefore?: Date;
}

const STARTED: Came = { trouble: null, skipped: false };

export interface DueDrillsOptions {
  knex: Knex;
  directory: Pick<Directory, 'person' | 'service'>;
  drills: Pick<Drills, 'run'>;
  logger: LoggerService;
}

/** Runs the drills of schedules when they are due. */
export class DueDrills {
  readonly #options: DueDrillsOptions;

  constructor(options: DueDrillsOptions) {
    this.#options = options;
  }

  /**
   * Runs what is due. Each time of a schedule has a key of its own, so that two
   * replicas, or one that died half-way, make one drill of it. What could not
   * start is tried again on the next day.
   *
   * @returns how many were started.
   */
  async run(): Promise<number> {
    const { knex, logger } = this.#options;
    let started = 0;
    for (const row of await dueSchedules(knex, AT_ONCE)) {
      const came = await this.#start(row);
      if (came.trouble === null) started += 1;
      else logger.warn(`Scheduled drill of ${row.service}: ${came.trouble}`);
      await this.#move(row, came);
    }
    return started;
  }

  async #start(row: DrillScheduleRow): Promise<Came> {
    const { knex, drills } = this.#options;
    const at = row.next_at.toISOString();
    const key = {
      actor: 'drill-schedule',
      key: `${row.id}/${at}`,
      requestHash: at,
    };
    try {
      if (await hasRunningDrill(knex, row)) {
        const isThisOne = (await answerBefore(knex, key)) !== undefined;
        return isThisOne
          ? STARTED
          : { trouble: 'The drill before it still runs', skipped: true };
      }
      const frozen = await this.#frozen(row);
      if (frozen) return frozen;
      await drills.run({
        draft: row.settings,
        actor: await this.#actor(row),
        scheduleId: row.id,
        key,
      });
      return STARTED;
    } catch (error) {
      return {
        trouble: toError(error).message,
        skipped: error instanceof TargetTakenError,
      };
    }
  }

  /** A freeze would keep it from opening: it waits for its end instead. */
  async #frozen(row: DrillScheduleRow): Promise<Came | undefined> {
    const { knex, directory } = this.#options;
    const service = await directory.service(row.service);
    const newest = await readNewestRollout(
      knex,
      row.service,
      row.settings.environment,
    );
    const targets = newest?.plan.targets ?? service?.targets ?? [];
    const now = await databaseNow(knex);
    const [last] = freezesInForce(
      await readOpenFreezes(knex, now),
      {
        service: row.service,
        system: service?.system ?? null,
        tags: service?.tags ?? [],
        clusters: targets.map(({ cluster }) => cluster),
      },
      now,
    );
    if (!last) return undefined;
    const { sentence, until } = last;
    return {
      trouble: sentence,
      skipped: true,
      ...(until !== null && { notBefore: new Date(until) }),
    };
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

  /** To its next time; people are told of the first that could not start. */
  async #move(
    row: DrillScheduleRow,
    { trouble, skipped, notBefore }: Came,
  ): Promise<void> {
    const { knex } = this.#options;
    const { hour, time_zone: timeZone } = row;
    // A playbook that says no longer how often is asked again daily.
    const days = trouble === null ? (await everyDaysOf(knex, row)) ?? 1 : 0;
    const now = await databaseNow(knex);
    const from = notBefore && notBefore > now ? notBefore : now;
    const at = nextRun({ hour, timeZone }, from, days);
    const owners = trouble === null ? [] : await this.#owners(row);
    await inTransaction(knex, async trx => {
      const moved = await moveSchedule(trx, row, { at, trouble, skipped });
      if (!moved || trouble === null || row.trouble !== null) return;
      await addNotice(
        trx,
        {
          topic: 'drill',
          recipients: [row.set_by.ref, ...owners],
          title: `Scheduled drill ${
            skipped ? 'was skipped' : 'did not start'
          }: ${nameOfRef(row.service)} with ${row.playbook_id}`,
          description: `${trouble}. It is tried again on ${tellInstant(at)}.`,
          severity: 'normal',
          service: row.service,
          link: `/rollouts/drills?service=${encodeURIComponent(row.service)}`,
        },
        `drill-schedule/${row.id}/${row.next_at.toISOString()}`,
      );
    });
  }

  async #owners({ service: ref }: DrillScheduleRow): Promise<string[]> {
    try {
      const service = await this.#options.directory.service(ref);
      return service?.people.owners ?? [];
    } catch (error) {
      // Whoever set it is told in any case.
      this.#options.logger.warn(
        `Owners of ${ref} are not known: ${toError(error).message}`,
      );
      return [];
    }
  }
}
