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
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type {
  OperationInput,
  Operations,
  ReviewBody,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { rolloutsApiRef } from '../api';
import { useIdempotencyKey } from './idempotency';
import { keyOf, usePagedRead, useRead } from './read';
import { refusalOf } from './refusal';

export type ReviewFilters = Omit<
  OperationInput<Operations['listReviews']>['query'],
  'cursor' | 'limit'
>;

/** Reviews of incidents and bypasses, page by page. */
export function useReviewRecords(filters: ReviewFilters) {
  const { data: pages, ...read } = usePagedRead('listReviews', {
    query: { ...filters, limit: 25 },
  });
  return { ...read, data: pages?.flatMap(page => page.items) };
}

/** How many reviews and actions are open and overdue. */
export function useReviewCounts() {
  return useRead('countReviews', {});
}

export function useReviewRecord(id: string, enabled = true) {
  return useRead('getReview', { params: { id } }, { enabled });
}

/** Writes and closes a review of the version its viewer saw. */
export function useWriteReview(id: string) {
  const api = useApi(rolloutsApiRef);
  const client = useQueryClient();
  const keyFor = useIdempotencyKey();
  const mutation = useMutation({
    mutationFn: ({
      closes,
      ...body
    }: {
      version: number;
      body: ReviewBody;
      closes: boolean;
    }) =>
      api.call(closes ? 'closeReview' : 'writeReview', {
        params: { id },
        body,
        idempotencyKey: keyFor({ closes, ...body }),
      }),
    onSuccess: async review => {
      client.setQueryData(keyOf('getReview', { params: { id } }), review);
      await client.invalidateQueries({ queryKey: ['listReviews'] });
      await client.invalidateQueries({ queryKey: ['countReviews'] });
    },
    onError: () =>
      client.invalidateQueries({
        queryKey: keyOf('getReview', { params: { id } }),
      }),
  });
  return {
    write: mutation.mutateAsync,
    busy: mutation.isPending,
    refusal: mutation.error ? refusalOf(mutation.error) : undefined,
    reset: mutation.reset,
  };
}
