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

import type { SchedulerService } from '@backstage/backend-plugin-api';
import type { HumanDuration } from '@backstage/types';
import type { Knex } from 'knex';
import type { DueDrills } from './drills/DueDrills';
import { followOwners } from './governance/followOwners';
import { tellOverdueReviews } from './governance/tellOfPlaybooks';
import { tellStaleFlags } from './governance/tellStaleFlags';
import { forgetMessages } from './outbox';
import type { Directory } from './people/Directory';
import { tellDue, tellOverdueActions } from './reviews/tellDue';
import { maintainSamples } from './sampling';
import { forgetAnswers } from './store/idempotency';

const ANSWERS_KEPT_SECONDS = 2 * 86_400;

const EVERY_MINUTE = { minutes: 1 };
const EVERY_HOUR = { hours: 1 };

/**
 * Has one replica at a time do what falls due by the clock. A task for each,
 * so that one that fails keeps no other from its turn.
 */
export async function scheduleTasks(parts: {
  scheduler: SchedulerService;
  knex: Knex;
  dueDrills: DueDrills;
  directory: Pick<Directory, 'services'>;
  operators: readonly string[];
  retentionDays: number;
}): Promise<void> {
  const { scheduler, knex, dueDrills, directory, operators, retentionDays } =
    parts;
  const task = (
    id: string,
    frequency: HumanDuration,
    run: () => Promise<unknown>,
  ) =>
    scheduler.scheduleTask({
      id: `rollouts-${id}`,
      frequency,
      timeout: { minutes: 5 },
      scope: 'global',
      fn: async () => {
        await run();
      },
    });

  await task('drills-due', EVERY_MINUTE, () => dueDrills.run());
  await task('owners', EVERY_MINUTE, () => followOwners(knex, directory));
  await task('reviews-due', EVERY_MINUTE, () => tellDue(knex));
  await task('actions-overdue', EVERY_HOUR, () => tellOverdueActions(knex));
  await task('playbooks-overdue', EVERY_HOUR, () =>
    tellOverdueReviews(knex, operators),
  );
  await task('flags-stale', EVERY_HOUR, () => tellStaleFlags(knex));
  await task('answers-old', EVERY_HOUR, () =>
    forgetAnswers(knex, ANSWERS_KEPT_SECONDS),
  );
  await task('samples-old', EVERY_HOUR, () =>
    maintainSamples(knex, { retentionDays }),
  );
  await task('messages-old', EVERY_HOUR, () => forgetMessages(knex));
}
