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

import type { RolloutState } from './state';

/** The newest instant that the state knows of. */
function newestOf(state: RolloutState): string {
  const instants = [
    state.stageOpenedAt,
    state.stageEnteredAt,
    state.observedSince,
    state.askedAt,
    ...state.approvals.map(({ at }) => at),
    ...state.bypasses.map(({ at }) => at),
  ];
  return (
    instants
      .flatMap(instant => instant ?? [])
      .sort()
      .at(-1) ?? ''
  );
}

/**
 * The instant that the clock has yet to come to, when it was set back before
 * what was decided already; undefined when all is well.
 */
export function behind(state: RolloutState, now: Date): string | undefined {
  const newest = newestOf(state);
  return now.toISOString() < newest ? newest : undefined;
}
