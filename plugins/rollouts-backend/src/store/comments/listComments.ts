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
import { exactInstant } from '../instant';
import type { Visibility } from '../visibility';
import type { CommentRow } from './CommentRow';
import { whereCommentVisible } from './whereCommentVisible';

export interface CommentPosition {
  at: string;
  id: string;
}

/** Newest first, after `after`. */
export async function listComments(
  trx: Knex,
  { experimentId, rolloutId }: { experimentId: string; rolloutId?: string },
  visibility: Visibility,
  page: { limit: number; after?: CommentPosition },
): Promise<(CommentRow & { exact_at: string })[]> {
  const query = trx('comments as c')
    .where('c.experiment_id', experimentId)
    .select('c.*', exactInstant(trx, 'c.at', 'exact_at'))
    .orderBy([
      { column: 'c.at', order: 'desc' },
      { column: 'c.id', order: 'desc' },
    ])
    .limit(page.limit)
    .modify(whereCommentVisible, visibility);
  if (rolloutId) query.where('c.rollout_id', rolloutId);
  if (page.after) {
    query.whereRaw('(c.at, c.id) < (?::timestamptz, ?)', [
      page.after.at,
      page.after.id,
    ]);
  }
  return query;
}
