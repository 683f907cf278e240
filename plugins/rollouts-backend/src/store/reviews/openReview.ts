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
  ReviewBody,
  ReviewKind,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import type { ReviewTableRow } from '../tables';
import { appendReviewAct } from './history';

export interface NewReview {
  id: string;
  kind: ReviewKind;
  rolloutId: string;
  /** Whose act it is; null where it was nobody's. */
  about: string | null;
  /** The policy that was bypassed, or the cause of the reversal. */
  subject: string;
  reason: string;
  openedBy: Actor;
  dueAt: Date;
}

const EMPTY: ReviewBody = { notes: '', actions: [], conclusion: '' };

/**
 * Opens a review in the transaction of what it is about. Of one rollout there
 * is one incident at most: a second changes nothing.
 */
export async function openReview(trx: Knex, review: NewReview): Promise<void> {
  const { rows } = await trx.raw<{ rows: ReviewTableRow[] }>(
    `insert into reviews (id, kind, rollout_id, experiment_id, service, about,
       subject, reason, opened_by, due_at, body)
     select :id, :kind, r.id, r.experiment_id, r.service, :about,
       :subject, :reason, :openedBy, :dueAt, :body
     from rollouts r where r.id = :rolloutId
     on conflict do nothing
     returning *`,
    {
      ...review,
      openedBy: JSON.stringify(review.openedBy),
      body: JSON.stringify(EMPTY),
    },
  );
  for (const row of rows) {
    await appendReviewAct(trx, row, {
      change: 'opened',
      actor: review.openedBy,
      reason: review.reason,
    });
  }
}
