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
  OperationInput,
  Operations,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { usePagedRead, useRead } from './read';

export type LearningFilters = Omit<
  OperationInput<Operations['listLearnings']>['query'],
  'cursor' | 'limit'
>;

/** What experiments taught, newest first, page by page. */
export function useLearnings(filters: LearningFilters) {
  const { data: pages, ...read } = usePagedRead('listLearnings', {
    query: { ...filters, limit: 24 },
  });
  return { ...read, data: pages?.flatMap(page => page.items) };
}

/** What experiments that share words with a text taught. */
export function useSimilar(text: string, except?: string) {
  return useRead(
    'listSimilar',
    { query: { text, ...(except && { except }) } },
    // A word or two are like everything.
    { enabled: text.split(/\s+/).length > 3, poll: () => false },
  );
}
