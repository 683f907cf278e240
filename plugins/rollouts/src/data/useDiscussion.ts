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
import { rolloutsApiRef } from '../api';
import { useIdempotencyKey } from './idempotency';
import { usePagedRead } from './read';
import { refusalOf } from './refusal';

export interface DiscussionScope {
  experimentId: string;
  /** Only of this rollout; comments are said on it too. */
  rolloutId?: string;
}

/** What people said, newest first, and saying more. */
export function useDiscussion({ experimentId, rolloutId }: DiscussionScope) {
  const api = useApi(rolloutsApiRef);
  const client = useQueryClient();
  const keyFor = useIdempotencyKey();
  const params = { id: experimentId };
  const { data: pages, ...read } = usePagedRead('listComments', {
    params,
    query: { limit: 20, ...(rolloutId && { rollout: rolloutId }) },
  });
  const onSettled = () =>
    client.invalidateQueries({ queryKey: ['listComments'] });
  const say = useMutation({
    mutationFn: (text: string) => {
      const body = { text, ...(rolloutId && { rolloutId }) };
      return api.call('comment', {
        params,
        body,
        idempotencyKey: keyFor(body),
      });
    },
    onSettled,
  });
  const withdraw = useMutation({
    mutationFn: (id: string) => api.call('withdrawComment', { params: { id } }),
    onSettled,
  });
  return {
    ...read,
    data: pages?.flatMap(page => page.items),
    say: say.mutateAsync,
    busy: say.isPending,
    refusal: say.error ? refusalOf(say.error) : undefined,
    withdrawal: {
      send: withdraw.mutateAsync,
      busy: withdraw.isPending,
      refusal: withdraw.error ? refusalOf(withdraw.error) : undefined,
      reset: withdraw.reset,
    },
  };
}
