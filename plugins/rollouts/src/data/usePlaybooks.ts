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
  CallInput,
  OperationId,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { rolloutsApiRef } from '../api';
import { download } from './download';
import { useIdempotencyKey } from './idempotency';
import { POLL_IDLE, useRead } from './read';
import { refusalOf } from './refusal';

/** Playbooks in their newest version, and how they fared. */
export function usePlaybooks() {
  return useRead('listPlaybooks', {}, { poll: () => POLL_IDLE });
}

/** One playbook, in its newest version unless one is named. */
export function usePlaybook(
  id: string,
  version?: number,
  options: { enabled?: boolean } = {},
) {
  return useRead(
    'getPlaybook',
    { params: { id }, query: version === undefined ? {} : { version } },
    options,
  );
}

/** Changes of a playbook, open ones first. */
export function usePlaybookChanges(id: string) {
  return useRead('listPlaybookChanges', { params: { id } });
}

export function usePlaybookChange(id: string) {
  return useRead('getPlaybookChange', { params: { id } }, { anew: true });
}

/** What happened to a playbook, newest first. */
export function usePlaybookEvents(id: string) {
  return useRead('listPlaybookEvents', { params: { id } });
}

const TOUCHED: readonly OperationId[] = [
  'listPlaybooks',
  'getPlaybook',
  'listPlaybookChanges',
  'getPlaybookChange',
  'listPlaybookEvents',
];

/** Writes something about playbooks, and reads anew whatever shows them. */
function useWrite<
  K extends 'proposePlaybookChange' | 'decidePlaybookChange' | 'reviewPlaybook',
>(operation: K, id: string) {
  const api = useApi(rolloutsApiRef);
  const client = useQueryClient();
  const keyFor = useIdempotencyKey();
  const refresh = () =>
    Promise.all(
      TOUCHED.map(each => client.invalidateQueries({ queryKey: [each] })),
    );
  const mutation = useMutation({
    mutationFn: (body: NonNullable<CallInput<K>['body']>) =>
      api.call(operation, {
        params: { id },
        body,
        idempotencyKey: keyFor(body),
      } as CallInput<K>),
    onSettled: refresh,
  });
  return {
    send: mutation.mutateAsync,
    busy: mutation.isPending,
    refusal: mutation.error ? refusalOf(mutation.error) : undefined,
    reset: mutation.reset,
  };
}

export function useProposeChange(playbook: string) {
  return useWrite('proposePlaybookChange', playbook);
}

export function useDecideChange(change: string) {
  return useWrite('decidePlaybookChange', change);
}

export function useReviewPlaybook(playbook: string) {
  return useWrite('reviewPlaybook', playbook);
}

/** Gives a playbook, or a rollout's plan, as a file in YAML. */
export function useYamlFile() {
  const api = useApi(rolloutsApiRef);
  const mutation = useMutation({
    mutationFn: async (
      what: { playbook: string; version: number } | { rollout: string },
    ) => {
      const [name, text] =
        'rollout' in what
          ? ([
              `plan-${what.rollout}.yaml`,
              await api.call('exportPlan', { params: { id: what.rollout } }),
            ] as const)
          : ([
              `${what.playbook}.yaml`,
              await api.call('exportPlaybook', {
                params: { id: what.playbook },
                query: { version: what.version },
              }),
            ] as const);
      download(name, 'application/yaml', text);
    },
  });
  return {
    take: mutation.mutate,
    busy: mutation.isPending,
    refusal: mutation.error ? refusalOf(mutation.error) : undefined,
  };
}
