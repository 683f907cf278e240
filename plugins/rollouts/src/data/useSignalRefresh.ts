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

import { useEffect } from 'react';
import { useApiHolder } from '@backstage/frontend-plugin-api';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { useQueryClient, type QueryKey } from '@tanstack/react-query';
import { ROLLOUTS_SIGNAL } from '@stagecraft/backstage-plugin-rollouts-common';

/** At most one refresh in that many milliseconds, however many signals come. */
const QUIET = 500;

const LISTS = new Set([
  'listRollouts',
  'listApprovals',
  'listExperiments',
  'listClusters',
  'listHarm',
]);

/** Whether what is cached under a key may have changed with these ids. */
export function concerns(key: QueryKey, ids: ReadonlySet<string>): boolean {
  const [operation, params] = key;
  if (typeof operation === 'string' && LISTS.has(operation)) return true;
  const id =
    typeof params === 'object' && params !== null && 'id' in params
      ? params.id
      : undefined;
  return typeof id === 'string' && ids.has(id);
}

function idsOf(message: Record<string, unknown>): string[] {
  return [message.rolloutIds, message.experimentIds].flatMap(ids =>
    Array.isArray(ids)
      ? ids.filter((id): id is string => typeof id === 'string')
      : [],
  );
}

/** Fetches again what a signal names. Without signals, polling remains. */
export function useSignalRefresh() {
  const signals = useApiHolder().get(signalApiRef);
  const client = useQueryClient();
  useEffect(() => {
    if (!signals) return undefined;
    const pending = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const refresh = () => {
      timer = undefined;
      const ids = new Set(pending);
      pending.clear();
      void client.invalidateQueries({
        predicate: query => concerns(query.queryKey, ids),
      });
    };
    const subscription = signals.subscribe(ROLLOUTS_SIGNAL, message => {
      idsOf(message).forEach(id => pending.add(id));
      timer ??= setTimeout(refresh, QUIET);
    });
    return () => {
      subscription.unsubscribe();
      clearTimeout(timer);
    };
  }, [signals, client]);
}
