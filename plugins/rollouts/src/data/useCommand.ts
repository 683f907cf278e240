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
import {
  RolloutsError,
  rolloutSchema,
  type Command,
  type Rollout,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { rolloutsApiRef } from '../api';
import { useIdempotencyKey } from './idempotency';
import { keyOf } from './read';
import { refusalOf } from './refusal';
import { concerns } from './useSignalRefresh';

type WithoutVersion<C> = C extends unknown ? Omit<C, 'version'> : never;
export type CommandInput = WithoutVersion<Command>;

/** Lowering exposure never waits for the newest version. */
function withVersion(command: CommandInput, version: number): Command {
  return command.command === 'hold' || command.command === 'roll-back'
    ? command
    : ({ ...command, version } as Command);
}

/**
 * Gives commands to one rollout. A refusal leaves the newest state in the
 * cache where the API sent it, so that a repeat goes by what is shown.
 */
export function useCommand(id: string) {
  const api = useApi(rolloutsApiRef);
  const client = useQueryClient();
  const keyFor = useIdempotencyKey();
  const show = (rollout: Rollout) =>
    client.setQueryData(keyOf('getRollout', { params: { id } }), rollout);
  const mutation = useMutation({
    mutationFn: (given: { command: CommandInput; version: number }) => {
      const body = withVersion(given.command, given.version);
      return api.call('commandRollout', {
        params: { id },
        body,
        idempotencyKey: keyFor(body),
      });
    },
    onSuccess: show,
    onError: error => {
      const current = rolloutSchema.safeParse(
        error instanceof RolloutsError ? error.detail.current : undefined,
      );
      if (current.success) show(current.data);
    },
    onSettled: () => {
      void client.invalidateQueries({
        predicate: query => concerns(query.queryKey, id),
      });
    },
  });
  return {
    give: mutation.mutateAsync,
    busy: mutation.isPending,
    done: mutation.isSuccess,
    refusal: mutation.error ? refusalOf(mutation.error) : undefined,
  };
}
