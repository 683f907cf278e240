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
  Actor,
  Review,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import { appendAct, readActs } from '../acts';
import type { ReviewTableRow } from '../tables';

/** Adds to a review's history what it says since. */
export async function appendReviewAct(
  trx: Knex,
  row: ReviewTableRow,
  done: {
    change: 'opened' | 'written' | 'closed';
    actor: Actor;
    reason: string;
  },
): Promise<void> {
  await appendAct(trx, {
    record: { kind: 'review', id: row.id },
    title: row.subject,
    actor: done.actor,
    act: done.change,
    reason: done.reason,
    rolloutId: row.rollout_id,
    entity: row.service,
    content: {
      kind: row.kind,
      subject: row.subject,
      about: row.about,
      dueAt: row.due_at.toISOString(),
      body: row.body,
    },
  });
}

/** What was done to a review, newest first: an act a version. */
export async function readReviewHistory(
  trx: Knex,
  id: string,
): Promise<Review['history']> {
  const acts = (await readActs(trx, 'review', [id])).get(id) ?? [];
  return acts.map(({ seq, at, actor, act }) => {
    if (!actor) throw new Error('Nobody wrote a review');
    const change = act as Review['history'][number]['change'];
    return { version: seq, at, actor, change };
  });
}
