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
  FreezeDraft,
  FreezeScope,
  FreezeView,
  OperationOutput,
  Operations,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { rolloutsApiRef } from '../api';
import { useIdempotencyKey } from './idempotency';
import { POLL_ACTIVE, POLL_IDLE, useRead } from './read';
import { refusalOf } from './refusal';

export type FreezeList = OperationOutput<Operations['listFreezes']>;

/** Freezes, and their windows between two instants. */
export function useFreezes(range: { from: string; to: string }) {
  return useRead('listFreezes', { query: range }, { poll: () => POLL_IDLE });
}

/** The next windows of a timing that is being written. */
export function useFreezePreview(
  timing: FreezeDraft['timing'],
  enabled: boolean,
) {
  return useRead(
    'previewFreeze',
    { body: { timing } },
    { enabled, poll: () => false },
  );
}

export type FreezeCommand =
  | { do: 'declare'; draft: FreezeDraft }
  | { do: 'extend'; freeze: FreezeView; reason: string; end: string }
  | {
      do: 'end';
      freeze: FreezeView;
      reason: string;
      what: 'freeze' | 'window';
    };

/** Declares freezes and lets them end later or earlier. */
export function useFreezeCommand() {
  const api = useApi(rolloutsApiRef);
  const client = useQueryClient();
  const keyFor = useIdempotencyKey();
  const mutation = useMutation({
    mutationFn: (command: FreezeCommand) => {
      const idempotencyKey = keyFor(command);
      if (command.do === 'declare') {
        const body = command.draft;
        return api.call('declareFreeze', { body, idempotencyKey });
      }
      const { freeze, reason } = command;
      const { id, version } = freeze;
      const given = { params: { id }, idempotencyKey };
      return command.do === 'extend'
        ? api.call('extendFreeze', {
            ...given,
            body: { version, reason, end: command.end },
          })
        : api.call('endFreeze', {
            ...given,
            body: { version, reason, what: command.what },
          });
    },
    onSettled: () => client.invalidateQueries(),
  });
  return {
    give: mutation.mutateAsync,
    busy: mutation.isPending,
    refusal: mutation.error ? refusalOf(mutation.error) : undefined,
    reset: mutation.reset,
  };
}

/** What stopping the line would hold now. */
export function useLinePreview(scope: FreezeScope, enabled: boolean) {
  return useRead(
    'previewLineStop',
    { body: { scope } },
    { enabled, poll: () => POLL_ACTIVE },
  );
}

/** Holds everything exposed in a scope; repeats hold nothing twice. */
export function useLineStop() {
  const api = useApi(rolloutsApiRef);
  const client = useQueryClient();
  const mutation = useMutation({
    mutationFn: (body: {
      scope: FreezeScope;
      reason: string;
      contact: string;
    }) => api.call('stopLine', { body }),
    onSettled: () => client.invalidateQueries(),
  });
  return {
    stop: mutation.mutateAsync,
    stopped: mutation.data,
    busy: mutation.isPending,
    refusal: mutation.error ? refusalOf(mutation.error) : undefined,
    reset: mutation.reset,
  };
}
