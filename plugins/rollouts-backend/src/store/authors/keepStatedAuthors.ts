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

import type { Actor, Plan } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';

/**
 * Keeps whom a pipeline states as authors of the images of its plan, for every
 * plan that exposes one of them later. What people state binds nobody.
 */
export async function keepStatedAuthors(
  trx: Knex,
  { kind, ref }: Pick<Actor, 'kind' | 'ref'>,
  { images, authors }: Plan['artefacts'],
): Promise<void> {
  if (kind !== 'service' || authors.length === 0) return;
  const digests = [...new Set(images.map(({ digest }) => digest))];
  await trx('stated_authors').insert(
    digests.map(digest => ({
      digest,
      authors: JSON.stringify(authors),
      stated_by: ref,
    })),
  );
}
