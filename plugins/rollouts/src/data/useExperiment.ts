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
  ConclusionDraft,
  PlanDraft,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { rolloutsApiRef } from '../api';
import { useIdempotencyKey } from './idempotency';
import { keyOf, usePagedRead, useRead } from './read';
import { refusalOf } from './refusal';

/** One experiment with its rollouts and the effects seen so far. */
export function useExperiment(id: string) {
  return useRead('getExperiment', { params: { id } });
}

/** Experiments, newest first, of one service where given. */
export function useExperiments(service?: string) {
  const { data: pages, ...read } = usePagedRead('listExperiments', {
    query: { limit: 25, ...(service ? { service } : {}) },
  });
  return { ...read, data: pages?.flatMap(page => page.items) };
}

/** Concludes an experiment of the version its viewer saw. */
export function useConclude(id: string) {
  const api = useApi(rolloutsApiRef);
  const client = useQueryClient();
  const keyFor = useIdempotencyKey();
  const mutation = useMutation({
    mutationFn: (body: ConclusionDraft & { version: number }) =>
      api.call('concludeExperiment', {
        params: { id },
        body,
        idempotencyKey: keyFor(body),
      }),
    onSuccess: async experiment => {
      client.setQueryData(
        keyOf('getExperiment', { params: { id } }),
        experiment,
      );
      await client.invalidateQueries({ queryKey: ['listLearnings'] });
    },
    onError: () =>
      client.invalidateQueries({
        queryKey: keyOf('getExperiment', { params: { id } }),
      }),
  });
  return {
    conclude: mutation.mutateAsync,
    busy: mutation.isPending,
    refusal: mutation.error ? refusalOf(mutation.error) : undefined,
    reset: mutation.reset,
  };
}

/** Proposes a further rollout of an experiment. */
export function useProposeRollout(id: string) {
  const api = useApi(rolloutsApiRef);
  const client = useQueryClient();
  const keyFor = useIdempotencyKey();
  const mutation = useMutation({
    mutationFn: (plan: PlanDraft) =>
      api.call('proposeRollout', {
        params: { id },
        body: { plan },
        idempotencyKey: keyFor(plan),
      }),
    onSuccess: () => client.invalidateQueries(),
  });
  return {
    propose: mutation.mutateAsync,
    busy: mutation.isPending,
    refusal: mutation.error ? refusalOf(mutation.error) : undefined,
  };
}
