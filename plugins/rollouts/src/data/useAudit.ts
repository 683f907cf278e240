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
  RecordKind,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { rolloutsApiRef } from '../api';
import { download } from './download';
import { POLL_IDLE, usePagedRead, useRead } from './read';
import { refusalOf } from './refusal';

const POLL_RUNNING = 1000;

/** Tree heads, copies and the newest verification; often while one runs. */
export function useAudit() {
  return useRead(
    'getAudit',
    {},
    {
      poll: data =>
        data?.verification?.state === 'running' ? POLL_RUNNING : POLL_IDLE,
    },
  );
}

/** What was done to records of a kind, or of any, newest first. */
export function useActs(kind: RecordKind | undefined) {
  const { data: pages, ...read } = usePagedRead('listActs', {
    query: { kind, limit: 10 },
  });
  return { ...read, data: pages?.flatMap(page => page.items) };
}

/** Starts to verify all entries. */
export function useVerify() {
  const api = useApi(rolloutsApiRef);
  const client = useQueryClient();
  const mutation = useMutation({
    mutationFn: () => api.call('verifyAudit'),
    onSettled: () => client.invalidateQueries({ queryKey: ['getAudit'] }),
  });
  return {
    verify: () => mutation.mutate(),
    busy: mutation.isPending,
    refusal: mutation.error ? refusalOf(mutation.error) : undefined,
  };
}

export type DecisionFilter = NonNullable<CallInput<'exportDecisions'>['query']>;

const FILES = {
  jsonl: ['exportDecisions', 'decisions.jsonl', 'application/jsonl'],
  csv: ['exportDecisionsAsCsv', 'decisions.csv', 'text/csv'],
} as const;

/** Gives entries as a file. */
export function useDecisionsFile() {
  const api = useApi(rolloutsApiRef);
  const mutation = useMutation({
    mutationFn: async (what: {
      format: keyof typeof FILES;
      filter: DecisionFilter;
    }) => {
      const [operation, name, type] = FILES[what.format];
      download(name, type, await api.call(operation, { query: what.filter }));
    },
  });
  return {
    take: mutation.mutate,
    busy: mutation.isPending,
    refusal: mutation.error ? refusalOf(mutation.error) : undefined,
  };
}
