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

import { Readable } from 'node:stream';
import type { AuthService } from '@backstage/backend-plugin-api';
import type {
  DocumentCollatorFactory,
  IndexableDocument,
} from '@backstage/plugin-search-common';
import {
  rolloutReadPermission,
  type CallInput,
  type OperationId,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { RolloutsService } from '@stagecraft/backstage-plugin-rollouts-node';
import {
  experimentDocument,
  learningDocument,
  playbookDocument,
} from './documents';

const PAGE = 100;

interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

/** Everything that a paged operation lists, a page in memory at a time. */
async function* all<T>(
  list: (query: { limit: number; cursor?: string }) => Promise<Page<T>>,
): AsyncGenerator<T> {
  let cursor: string | null | undefined;
  do {
    const page = await list({ limit: PAGE, ...(cursor && { cursor }) });
    yield* page.items;
    cursor = page.nextCursor;
  } while (cursor);
}

async function* mapped<T>(
  items: AsyncIterable<T>,
  toDocument: (item: T) => IndexableDocument,
): AsyncGenerator<IndexableDocument> {
  for await (const item of items) yield toDocument(item);
}

/** They read as the search plugin itself; what is found is filtered later. */
export function collators(
  rollouts: RolloutsService,
  auth: Pick<AuthService, 'getOwnServiceCredentials'>,
): DocumentCollatorFactory[] {
  async function read<K extends OperationId>(
    id: K,
    input: Omit<CallInput<K>, 'token'>,
  ) {
    const credentials = await auth.getOwnServiceCredentials();
    return rollouts.call(id, input, { credentials });
  }
  const factory = (
    type: string,
    documents: () => AsyncIterable<IndexableDocument>,
    guarded = true,
  ): DocumentCollatorFactory => ({
    type,
    ...(guarded && { visibilityPermission: rolloutReadPermission }),
    getCollator: async () => Readable.from(documents()),
  });
  return [
    factory(
      'rollout-playbooks',
      async function* documents() {
        const { items } = await read('listPlaybooks', {});
        yield* items.map(playbookDocument);
      },
      false,
    ),
    factory('rollout-experiments', () =>
      mapped(
        all(query => read('listExperiments', { query })),
        experimentDocument,
      ),
    ),
    factory('rollout-learnings', () =>
      mapped(
        all(query => read('listLearnings', { query })),
        learningDocument,
      ),
    ),
  ];
}
