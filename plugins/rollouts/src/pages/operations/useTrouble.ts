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

import { useRollouts } from '../../data/useRollouts';

/** What is stuck, rolling back or held, in that order. */
export function useTrouble() {
  const reads = [
    useRollouts({ phase: 'stuck' }),
    useRollouts({ phase: 'rolling-back' }),
    useRollouts({ phase: 'held' }),
  ];
  const answered = reads.flatMap(({ data }) => data ?? []);
  return {
    rows: answered.flatMap(({ items }) => items),
    now: answered.at(-1)?.now,
    loading: reads.some(({ loading }) => loading),
    failure: reads.find(({ failure }) => failure)?.failure,
    interrupted: reads.some(({ interrupted }) => interrupted),
    receivedAt: Math.min(...reads.map(({ receivedAt }) => receivedAt)),
    more: reads.some(({ more }) => more),
    retry: () => reads.forEach(({ retry }) => retry()),
  };
}
