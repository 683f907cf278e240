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

import type { Plan } from '@stagecraft/backstage-plugin-rollouts-common';
import type { RolloutState } from './state';

const DAY_MS = 24 * 3600 * 1000;

/** Until when people have to decide, and what happens when nobody does. */
export interface Deadline {
  at: Date;
  then: 'remind' | 'hold' | 'roll-back' | 'cancel';
}

/**
 * Of the stage that people are asked for; undefined while nobody is asked.
 * Before the first exposure there is nothing to hold or to take back: people
 * are reminded, or the rollout is cancelled.
 */
export function deadlineOf(
  { askedAt, stageIndex }: RolloutState,
  plan: Plan,
): Deadline | undefined {
  const stage = plan.stages[stageIndex + 1];
  if (askedAt === null || !stage) return undefined;
  const at = new Date(Date.parse(askedAt) + stage.decideBySeconds * 1000);
  const { undecided = 'hold' } = stage;
  if (stageIndex >= 0) return { at, then: undecided };
  return { at, then: undecided === 'roll-back' ? 'cancel' : 'remind' };
}

/** When people are told again that nobody has decided: at once, then daily. */
export function nextReminder(
  state: RolloutState,
  plan: Plan,
): Date | undefined {
  const deadline = deadlineOf(state, plan);
  if (deadline?.then !== 'remind') return undefined;
  return state.remindedAt === null
    ? deadline.at
    : new Date(Date.parse(state.remindedAt) + DAY_MS);
}
