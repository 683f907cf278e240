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
  Baseline,
  ObservedExposure,
} from '@stagecraft/backstage-plugin-rollouts-node';
import type { Exposure } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import type { Acknowledged, TargetRow } from '../tables';
import { LostTicketError, type Ticket } from '../work/ticket';

/** @throws LostTicketError */
async function update(
  knex: Knex,
  { targetId, ticket }: Ticket,
  values: Record<string, unknown>,
): Promise<void> {
  const changed = await knex('targets')
    .where({ id: targetId })
    .whereExists(
      knex('work')
        .select(knex.raw('1'))
        .where({ target_id: targetId, ticket })
        .forUpdate(),
    )
    .update(values);
  if (changed === 0) throw new LostTicketError(targetId);
}

/** @throws LostTicketError */
export async function saveLook(
  knex: Knex,
  ticket: Ticket,
  observed: ObservedExposure,
): Promise<void> {
  await update(knex, ticket, {
    observed: JSON.stringify(observed),
    observed_at: knex.raw('clock_timestamp()'),
    trouble: observed.trouble,
  });
}

/**
 * Keeps why a target could not be seen or written. What was seen last stays.
 *
 * @throws LostTicketError
 */
export async function saveTrouble(
  knex: Knex,
  ticket: Ticket,
  trouble: string,
): Promise<void> {
  await update(knex, ticket, { trouble });
}

/**
 * Keeps the way back. Without it nothing is exposed.
 *
 * @throws LostTicketError
 */
export async function saveBaseline(
  knex: Knex,
  ticket: Ticket,
  baseline: Baseline,
  capsule: string | null,
): Promise<void> {
  await update(knex, ticket, { baseline: JSON.stringify(baseline), capsule });
}

/** Names a newer way back of a target, as long as the rollout holds it. */
export async function saveCapsule(
  knex: Knex,
  { targetId, rolloutId }: { targetId: string; rolloutId: string },
  capsule: string,
): Promise<void> {
  await knex<TargetRow>('targets')
    .where({ id: targetId, rollout_id: rolloutId })
    .update({ capsule });
}

/** @throws LostTicketError */
export async function saveAcknowledged(
  knex: Knex,
  ticket: Ticket,
  acknowledged: Acknowledged,
): Promise<void> {
  await update(knex, ticket, { acknowledged: JSON.stringify(acknowledged) });
}

/**
 * Follows exposure down that somebody lowered outside, so that it is written
 * again once a person resumes.
 *
 * @throws LostTicketError
 */
export async function lowerAcknowledged(
  knex: Knex,
  ticket: Ticket,
  exposure: Exposure,
): Promise<void> {
  await update(knex, ticket, {
    acknowledged: knex.raw(`jsonb_set(acknowledged, '{exposure}', ?::jsonb)`, [
      JSON.stringify(exposure),
    ]),
  });
}
