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

import { useApi } from '@backstage/frontend-plugin-api';
import { useMutation } from '@tanstack/react-query';
import type {
  CallInput,
  FigureId,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { rolloutsApiRef } from '../api';
import { download } from './download';
import { POLL_IDLE, useRead } from './read';
import { refusalOf } from './refusal';

export type InsightQuery = NonNullable<CallInput<'getInsights'>['query']>;

/** The figures of a period. */
export function useInsights(query: InsightQuery) {
  return useRead('getInsights', { query }, { poll: () => POLL_IDLE * 2 });
}

/** The rollouts or experiments behind a figure. */
export function useBehind(figure: FigureId, query: InsightQuery) {
  return useRead('listBehind', { params: { figure }, query });
}

/** Gives the review of a period as a file in Markdown. */
export function useInsightsFile() {
  const api = useApi(rolloutsApiRef);
  const mutation = useMutation({
    mutationFn: async ({
      query,
      name,
    }: {
      query: InsightQuery;
      name: string;
    }) =>
      download(
        name,
        'text/markdown',
        await api.call('exportInsights', { query }),
      ),
  });
  return {
    take: mutation.mutate,
    busy: mutation.isPending,
    refusal: mutation.error ? refusalOf(mutation.error) : undefined,
  };
}
