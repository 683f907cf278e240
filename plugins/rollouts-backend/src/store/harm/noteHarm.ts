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
import { addSignal } from '../outbox';
import type { HarmRow } from '../tables';

/** What happened, as it is told to everybody whom it concerns. */
export type HarmEvent = Omit<HarmRow, 'person' | 'at' | 'seen_at'>;

/**
 * Notes that these people are told of it. Noted again, it stays seen by those
 * who have seen it.
 */
export async function noteHarm(
  trx: Knex,
  event: HarmEvent,
  people: readonly string[],
): Promise<void> {
  const at = trx.raw('clock_timestamp()');
  await trx('harm')
    .insert(people.map(person => ({ person, ...event, at })))
    .onConflict(['person', 'event_key'])
    .ignore();
  // Those who look at the portal now see it within a second.
  await addSignal(trx, `harm/${event.event_key}`);
}

/** Notes that a person has seen these. Answers how many of them there are. */
export async function markSeen(
  knex: Knex,
  person: string,
  keys: readonly string[],
): Promise<number> {
  return knex<HarmRow>('harm')
    .where({ person })
    .whereIn('event_key', [...keys])
    .update({ seen_at: knex.raw('coalesce(seen_at, clock_timestamp())') });
}

/** Forgets, by the days since it was told, what was seen and what was not. */
export async function forgetHarm(
  knex: Knex,
  days: { seen: number; unseen: number },
): Promise<number> {
  return knex('harm')
    .whereRaw(
      `at < clock_timestamp() - case when seen_at is null then ?::int else ?::int end
         * interval '1 day'`,
      [days.unseen, days.seen],
    )
    .delete();
}
