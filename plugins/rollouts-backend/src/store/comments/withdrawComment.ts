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
import type { Visibility } from '../visibility';
import type { CommentRow } from './CommentRow';
import { whereCommentVisible } from './whereCommentVisible';

/** The comment, locked; undefined where it is not there or not seen. */
export async function lockComment(
  trx: Knex,
  id: string,
  visibility: Visibility,
): Promise<CommentRow | undefined> {
  return trx<CommentRow>('comments as c')
    .where('c.id', id)
    .modify(whereCommentVisible, visibility)
    .forUpdate()
    .first();
}

/** Its text is gone for good; that it was said stays. */
export async function withdrawComment(
  trx: Knex,
  id: string,
): Promise<CommentRow> {
  const [row]: CommentRow[] = await trx('comments')
    .where({ id })
    .update({
      text: null,
      withdrawn_at: trx.raw('coalesce(withdrawn_at, now())'),
    })
    .returning('*');
  return row;
}
