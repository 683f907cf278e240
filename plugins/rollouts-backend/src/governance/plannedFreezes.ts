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
  PlanDraft,
  PolicyResult,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import { judgeFreezes } from '../freezes/freezesAhead';
import { isInScope } from '../freezes/scope';
import type { Service } from '../people/service';
import { databaseNow } from '../store/clock';
import { readOpenFreezes } from '../store/freezes';

/** When a plan's first stage could open. */
export function earliestStart(
  schedule: Partial<PlanDraft>['schedule'],
  now: Date,
): Date {
  const notBefore = schedule?.notBefore && new Date(schedule.notBefore);
  return notBefore && notBefore > now ? notBefore : now;
}

/** What freezes mean for a plan's schedule, as far as it is written. */
export async function judgePlannedFreezes(
  trx: Knex,
  { stages, schedule, targets = [], end }: Partial<PlanDraft>,
  { ref, system, tags }: Pick<Service, 'ref' | 'system' | 'tags'>,
): Promise<PolicyResult[]> {
  if (!stages) return [];
  const now = await databaseNow(trx);
  const clusters = targets.map(({ cluster }) => cluster);
  const subject = { service: ref, system, tags, clusters };
  const freezes = await readOpenFreezes(trx, now);
  const timing = {
    from: earliestStart(schedule, now),
    firstIndex: 0,
    stages,
    ...(end === undefined ? {} : { end: new Date(end) }),
  };
  return [
    judgeFreezes(
      timing,
      freezes.filter(({ scope }) => isInScope(scope, subject)),
    ),
  ];
}
