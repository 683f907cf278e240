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
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import type { ReviewTableRow } from '../tables';
import { appendReviewAct } from './history';

export interface ReviewWrite {
  id: string;
  /** The version that was read, under its lock. */
  version: number;
  actor: Actor;
  body: ReviewBody;
  closes: boolean;
}

/** Writes the review's next version, and keeps it in the history. */
export async function writeReview(
  trx: Knex,
  { id, version, actor, body, closes }: ReviewWrite,
): Promise<void> {
  const written: ReviewTableRow[] = await trx('reviews')
    .where({ id, version })
    .update({
      body: JSON.stringify(body),
      version: version + 1,
      ...(closes && {
        closed_by: JSON.stringify(actor),
        closed_at: trx.raw('clock_timestamp()'),
      }),
    })
    .returning('*');
  if (written.length !== 1) {
    throw new Error(`Review ${id} is no longer at version ${version}`);
  }
  await appendReviewAct(trx, written[0], {
    change: closes ? 'closed' : 'written',
    actor,
    reason: closes ? body.conclusion : '',
  });
}
