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
import { whereVisible, type Visibility } from '../visibility';
import { learningQuery, type LearntRow } from './learningQuery';

/** Of how many that share a word, the newest, the best are looked for. */
const MOST_RANKED = 2000;

/**
 * Any of the words, as a query: a draft has never all of those of another
 * experiment. Null where there are none. Asked for by itself, so that the
 * search is planned for how common these words are.
 */
async function wordsOf(trx: Knex, text: string): Promise<string | null> {
  const { rows } = await trx.raw<{ rows: { words: string | null }[] }>(
    `select string_agg(quote_literal(lexeme), ' | ') as words
     from unnest(to_tsvector('english', ?))`,
    [text],
  );
  return rows[0].words;
}

/**
 * Concluded experiments that share words with `text`, those with the most
 * first; of the newest that share any.
 */
export async function listSimilar(
  trx: Knex,
  visibility: Visibility,
  { text, except }: { text: string; except?: string },
  limit: number,
): Promise<LearntRow[]> {
  const words = await wordsOf(trx, text);
  if (words === null) return [];
  const sharing = trx('experiments as s')
    .select('s.id', 's.search')
    .whereNotNull('s.outcome')
    .whereRaw('s.search @@ ?::tsquery', [words])
    .modify(whereVisible, visibility, 's')
    .orderBy([{ column: 's.concluded_at', order: 'desc' }, 's.id'])
    .limit(MOST_RANKED);
  if (except) sharing.whereNot('s.id', except);
  // Ranked before what belongs to them is read.
  const best = trx(sharing.as('b'))
    .select('b.id')
    .orderByRaw('ts_rank(b.search, ?::tsquery) desc, b.id', [words])
    .limit(limit);
  return learningQuery(trx, visibility)
    .whereIn('e.id', best)
    .orderByRaw('ts_rank(e.search, ?::tsquery) desc, e.id', [words]);
}
