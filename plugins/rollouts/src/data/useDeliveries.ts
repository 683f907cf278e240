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
} from '@stagecraft/backstage-plugin-rollouts-common';
import { rolloutsApiRef } from '../api';
import { usePagedRead, useRead } from './read';
import { refusalOf } from './refusal';

export type DeliveryFilters = Omit<
  OperationInput<Operations['listDeliveries']>['query'],
  'cursor' | 'limit'
>;

/** What receivers of webhooks were sent, failed ones first, page by page. */
export function useDeliveries(filters: DeliveryFilters) {
  const { data: pages, ...read } = usePagedRead('listDeliveries', {
    query: { ...filters, limit: 25 },
  });
  const first = pages?.[0];
  return {
    ...read,
    now: first?.now,
    counts: first?.counts,
    webhooks: first?.webhooks,
    unreached: first?.unreached,
    data: pages?.flatMap(page => page.items),
  };
}

/** What reached nobody lately. */
export function useUnreached() {
  return useRead('listDeliveries', { query: { limit: 1 } }).data?.unreached;
}

/** Sends a delivery again. */
export function useReplay() {
  const api = useApi(rolloutsApiRef);
  const client = useQueryClient();
  const mutation = useMutation({
    mutationFn: (id: string) => api.call('replayDelivery', { params: { id } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['listDeliveries'] }),
  });
  return {
    replay: mutation.mutate,
    /** Of the delivery that is being sent again. */
    busy: mutation.isPending ? mutation.variables : undefined,
    failure: mutation.error ? refusalOf(mutation.error) : undefined,
  };
}
