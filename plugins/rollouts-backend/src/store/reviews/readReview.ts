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
import type { ReviewTableRow } from '../tables';
import { whereRolloutVisible, type Visibility } from '../visibility';

/** Without `visibility` it is read for what decides, not for who looks. */
export async function readReview(
  trx: Knex,
  id: string,
  options: { forUpdate?: boolean; visibility?: Visibility } = {},
): Promise<ReviewTableRow | undefined> {
  const query = trx('reviews as v').where('v.id', id).first('v.*');
  if (options.visibility) {
    query.modify(whereRolloutVisible, options.visibility, 'v.rollout_id');
  }
  return options.forUpdate ? query.forUpdate() : query;
}

/** How many open reviews of bypasses are about this person. */
export async function openReviewsOf(
  trx: Knex,
  personRef: string,
): Promise<number> {
  const row = await trx('reviews')
    .where({ kind: 'bypass', about: personRef })
    .whereNull('closed_at')
    .count()
    .first();
  return Number(row?.count ?? 0);
}
