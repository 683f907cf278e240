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
import {
  useInfiniteQuery,
  useQuery,
  type UseInfiniteQueryResult,
  type UseQueryResult,
} from '@tanstack/react-query';
import type {
  CallInput,
  OperationId,
  OperationOutput,
  Operations,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { rolloutsApiRef } from '../api';
import { refusalOf, type Refusal } from './refusal';

/** Milliseconds after which an unanswered read counts as failed. */
const READ_TIMEOUT = 15_000;
export const POLL_ACTIVE = 5000;
export const POLL_IDLE = 30_000;

/** What a page knows of one thing it shows. */
export interface Read<T> {
  data: T | undefined;
  /** Set when there is nothing to show but the failure. */
  failure: Refusal | undefined;
  loading: boolean;
  /** Set when what is shown is old because newer can't be had. */
  interrupted: boolean;
  /** Set while `data` is from before and newer is on its way for the first time. */
  remembered: boolean;
  /** When `data` arrived, in milliseconds of this machine's clock. */
  receivedAt: number;
  retry(): void;
}

type Output<K extends OperationId> = OperationOutput<Operations[K]>;

function within(signal: AbortSignal): AbortSignal {
  return AbortSignal.any([signal, AbortSignal.timeout(READ_TIMEOUT)]);
}

function readOf<R, T>(
  result: UseQueryResult<R> | UseInfiniteQueryResult<R>,
  data: T | undefined,
): Read<T> {
  const failing = result.isError || result.failureCount > 0;
  return {
    data,
    failure:
      data === undefined && result.isError
        ? refusalOf(result.error)
        : undefined,
    loading: data === undefined && !result.isError,
    interrupted:
      data !== undefined && (failing || result.fetchStatus === 'paused'),
    remembered:
      result.fetchStatus === 'fetching' &&
      !result.isFetchedAfterMount &&
      !failing,
    receivedAt: result.dataUpdatedAt,
    retry: () => void result.refetch(),
  };
}

export interface ReadOptions<T> {
  enabled?: boolean;
  /** Reads anew when the page opens, however young what is remembered is. */
  anew?: boolean;
  /** Milliseconds between polls, the floor under signals; false for none. */
  poll?: (data: T | undefined) => number | false;
}

export function keyOf<K extends OperationId>(id: K, input: CallInput<K>) {
  return [id, input.params ?? {}, input.query ?? {}, input.body ?? {}] as const;
}

/** Reads one operation, and keeps it fresh. */
export function useRead<K extends OperationId>(
  id: K,
  input: CallInput<K>,
  options: ReadOptions<Output<K>> = {},
): Read<Output<K>> {
  const api = useApi(rolloutsApiRef);
  const poll = options.poll ?? (() => POLL_IDLE);
  const result = useQuery<Output<K>>({
    queryKey: keyOf(id, input),
    queryFn: ({ signal }) => api.call(id, { ...input, signal: within(signal) }),
    enabled: options.enabled,
    refetchOnMount: options.anew ? 'always' : true,
    refetchInterval: query => poll(query.state.data),
  });
  return readOf(result, result.data);
}

export interface PagedRead<T> extends Read<T[]> {
  more: boolean;
  loadMore(): Promise<unknown>;
  loadingMore: boolean;
}

type PagedId = {
  [K in OperationId]: Output<K> extends {
    nextCursor: string | null;
    items: unknown[];
  }
    ? K
    : never;
}[OperationId];

/** Reads a list page by page; refreshes all pages that are shown. */
export function usePagedRead<K extends PagedId>(
  id: K,
  input: CallInput<K>,
  options: ReadOptions<Output<K>[]> = {},
): PagedRead<Output<K>> {
  const api = useApi(rolloutsApiRef);
  const poll = options.poll ?? (() => POLL_IDLE);
  const result = useInfiniteQuery({
    queryKey: keyOf(id, input),
    queryFn: ({ signal, pageParam }): Promise<Output<K>> =>
      api.call(id, {
        ...input,
        query: { ...input.query, ...(pageParam ? { cursor: pageParam } : {}) },
        signal: within(signal),
      } as CallInput<K>),
    initialPageParam: null as string | null,
    getNextPageParam: (last: Output<K>) =>
      (last as { nextCursor: string | null }).nextCursor,
    enabled: options.enabled,
    placeholderData: before => before,
    refetchInterval: query => poll(query.state.data?.pages),
  });
  return {
    ...readOf(result, result.data?.pages),
    more: result.hasNextPage,
    loadMore: () => result.fetchNextPage(),
    loadingMore: result.isFetchingNextPage,
  };
}
