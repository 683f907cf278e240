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

/** Signals within that many milliseconds are one refresh. */
const QUIET = 500;
/** Between two refreshes, however many signals come: each asks for all again. */
const REST = 2000;

const LISTS = new Set([
  'listRollouts',
  'listApprovals',
  'listExperiments',
  'listClusters',
  'listHarm',
]);

/**
 * Whether what is cached under a key may have changed with the rollout or
 * experiment of this id; with any of them, when it is left out.
 */
export function concerns(key: QueryKey, changed?: string): boolean {
  const [operation, params] = key;
  if (typeof operation === 'string' && LISTS.has(operation)) return true;
  const id =
    typeof params === 'object' && params !== null && 'id' in params
      ? params.id
      : undefined;
  return changed === undefined ? typeof id === 'string' : id === changed;
}

/**
 * Fetches again what is on the screen when something changed: signals do not
 * say what. Without signals, polling remains.
 */
export function useSignalRefresh() {
  const signals = useApiHolder().get(signalApiRef);
  const client = useQueryClient();
  useEffect(() => {
    if (!signals) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let last = -Infinity;
    const refresh = () => {
      timer = undefined;
      last = performance.now();
      void client.invalidateQueries({
        predicate: query => concerns(query.queryKey),
      });
    };
    const subscription = signals.subscribe(ROLLOUTS_SIGNAL, () => {
      const rest = last + REST - performance.now();
      timer ??= setTimeout(refresh, Math.max(QUIET, rest));
    });
    return () => {
      subscription.unsubscribe();
      clearTimeout(timer);
    };
  }, [signals, client]);
}
