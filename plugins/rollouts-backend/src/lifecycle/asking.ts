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

import type { Wait } from '@stagecraft/backstage-plugin-rollouts-common';
import type { DecideContext } from './decision';
import { gatesAhead, isOfOpenStage } from './gates';
import type { RolloutState } from './state';

const OF_PEOPLE_ALONE: readonly Wait['for'][] = ['approvals', 'objection'];

function isAsked(
  state: RolloutState,
  context: DecideContext,
  mayBeClosed: (wait: Wait) => boolean,
): boolean {
  if (state.phase !== 'waiting' || state.stageIndex < 0) return false;
  const gates = gatesAhead(state, context);
  return (
    gates.some(gate => gate.for === 'approvals') && gates.every(mayBeClosed)
  );
}

/** Whether nothing but people stands before the next stage. */
export function isTimeToAsk(
  state: RolloutState,
  context: DecideContext,
): boolean {
  return isAsked(state, context, wait => OF_PEOPLE_ALONE.includes(wait.for));
}

/**
 * Whether people who were asked still are. Data that turns doubtful keeps
 * them from approving, and the time they have to decide goes on.
 */
export function isStillAsked(
  state: RolloutState,
  context: DecideContext,
): boolean {
  return isAsked(
    state,
    context,
    wait => OF_PEOPLE_ALONE.includes(wait.for) || isOfOpenStage(wait),
  );
}
