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
  PolicyHistory,
  PolicyPlan,
} from '@stagecraft/backstage-plugin-rollouts-node';
import type { Knex } from 'knex';

type Images = PolicyPlan['artefacts']['images'];

const NOBODY: PolicyHistory['statedAuthors'] = { authors: [], by: [] };

/** Whom pipelines stated as authors of any of these images, in their order. */
export async function readStatedAuthors(
  trx: Knex,
  asked: readonly (Images | undefined)[],
): Promise<PolicyHistory['statedAuthors'][]> {
  const digests = new Set(
    asked.flatMap(images => images?.map(({ digest }) => digest) ?? []),
  );
  if (digests.size === 0) return asked.map(() => NOBODY);
  const rows: { digest: string; authors: string[]; stated_by: string }[] =
    await trx('stated_authors')
      .whereIn('digest', [...digests])
      .select('digest', 'authors', 'stated_by')
      .orderBy('id');
  return asked.map(images => {
    const stated = rows.filter(({ digest }) =>
      images?.some(image => image.digest === digest),
    );
    return {
      authors: [...new Set(stated.flatMap(({ authors }) => authors))],
      by: [...new Set(stated.map(({ stated_by }) => stated_by))],
    };
  });
}
