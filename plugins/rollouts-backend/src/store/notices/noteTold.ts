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

import type { Topic } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import type { NoticeRow, ToldEvent } from '../tables';

/** The message that a person was last sent about a topic and its subject. */
export interface Told {
  /** Of the notification: a later one of the same scope takes its place. */
  scope: string;
  openedAt: Date;
  events: ToldEvent[];
}

export interface Notebook {
  topic: Topic;
  /** What repetitions have in common. */
  subject: string;
}

/**
 * Reads what people were last sent about a subject; until the transaction
 * ends, nobody else does.
 */
export async function readTold(
  trx: Knex.Transaction,
  { topic, subject }: Notebook,
  people: readonly string[],
): Promise<Map<string, Told>> {
  await trx.raw('select pg_advisory_xact_lock(hashtextextended(?, 0))', [
    `notices/${topic}/${subject}`,
  ]);
  const rows = await trx<NoticeRow>('notices')
    .where({ topic, subject })
    .whereIn('person', [...people]);
  return new Map(
    rows.map(row => [
      row.person,
      { scope: row.scope, openedAt: row.opened_at, events: row.events },
    ]),
  );
}

/** Notes what these people are sent about a subject. */
export async function writeTold(
  trx: Knex.Transaction,
  { topic, subject }: Notebook,
  people: readonly string[],
  told: Told,
): Promise<void> {
  await trx('notices')
    .insert(
      people.map(person => ({
        person,
        topic,
        subject,
        scope: told.scope,
        opened_at: told.openedAt,
        events: JSON.stringify(told.events),
      })),
    )
    .onConflict(['person', 'topic', 'subject'])
    .merge();
}

/** Forgets messages that began more than `days` ago. */
export async function forgetTold(knex: Knex, days: number): Promise<number> {
  return knex('notices')
    .where(
      'opened_at',
      '<',
      knex.raw(`clock_timestamp() - ? * interval '1 day'`, [days]),
    )
    .delete();
}
