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
  DrillDraft,
  DrillScheduleDraft,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { rolloutsApiRef } from '../api';
import { useIdempotencyKey } from './idempotency';
import { POLL_ACTIVE, POLL_IDLE, usePagedRead, useRead } from './read';
import { refusalOf } from './refusal';

export interface DrillFilters {
  service?: string;
  playbook?: string;
  rollout?: string;
}

/** Drills, newest first, page by page; one that runs is followed closely. */
export function useDrills(filters: DrillFilters) {
  const { data: pages, ...read } = usePagedRead(
    'listDrills',
    { query: { ...filters, limit: 25 } },
    {
      poll: shown =>
        shown?.some(({ items }) => items.some(({ endedAt }) => !endedAt))
          ? POLL_ACTIVE
          : POLL_IDLE,
    },
  );
  return { ...read, data: pages?.flatMap(page => page.items) };
}

/** The last and the next drill of each service and playbook. */
export function useDrillStandings(filters: DrillFilters) {
  const { service, playbook } = filters;
  return useRead(
    'drillStandings',
    { query: { service, playbook } },
    { poll: () => POLL_ACTIVE },
  );
}

/** Runs drills, and keeps or removes their schedules. */
export function useRehearse() {
  const api = useApi(rolloutsApiRef);
  const client = useQueryClient();
  const keyFor = useIdempotencyKey();
  const onSuccess = async () => {
    await client.invalidateQueries({ queryKey: ['listDrills'] });
    await client.invalidateQueries({ queryKey: ['drillStandings'] });
  };
  const run = useMutation({
    mutationFn: (body: DrillDraft) =>
      api.call('runDrill', { body, idempotencyKey: keyFor(body) }),
    onSuccess,
  });
  const schedule = useMutation({
    mutationFn: (body: DrillScheduleDraft) =>
      api.call('scheduleDrill', { body }),
    onSuccess,
  });
  const remove = useMutation({
    mutationFn: (id: string) =>
      api.call('removeDrillSchedule', { params: { id } }),
    onSuccess,
  });
  const error = run.error ?? schedule.error ?? remove.error;
  return {
    run: run.mutateAsync,
    schedule: schedule.mutateAsync,
    remove: remove.mutateAsync,
    busy: run.isPending || schedule.isPending || remove.isPending,
    refusal: error ? refusalOf(error) : undefined,
    reset: () => [run, schedule, remove].forEach(each => each.reset()),
  };
}
