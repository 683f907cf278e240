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

import type { CommandInput } from '../data/useCommand';
import type {
  CommandState,
  Phase,
  Rollout,
} from '@stagecraft/backstage-plugin-rollouts-common';

/** Commands that need nothing but a reason. */
const PLAIN = [
  'withdraw',
  'start',
  'advance',
  'hold',
  'resume',
  'acknowledge-stuck',
  'promote',
  'cancel',
] as const;
type Plain = (typeof PLAIN)[number];

/** What a person may want to do in a phase, open or closed. */
const BY_PHASE: Record<Phase, readonly Plain[]> = {
  proposed: ['withdraw'],
  approved: ['start', 'cancel'],
  waiting: ['advance', 'hold'],
  exposing: ['hold'],
  observing: ['advance', 'hold'],
  held: ['resume'],
  'rolling-back': [],
  'rolled-back': [],
  stuck: ['acknowledge-stuck'],
  completed: ['promote'],
  cancelled: [],
};

export interface Action {
  state: CommandState;
  make: (reason: string) => CommandInput;
}

/** The header's actions but for the way back, which stands apart. */
export function actionsOf(
  rollout: Pick<Rollout, 'phase' | 'commands'>,
): Action[] {
  const offered = BY_PHASE[rollout.phase];
  return PLAIN.flatMap(command => {
    const state = rollout.commands.find(each => each.command === command);
    return state && (state.open || offered.includes(command))
      ? [{ state, make: (reason: string) => ({ command, reason }) }]
      : [];
  });
}

export function stateOf(
  rollout: Pick<Rollout, 'commands'>,
  command: CommandState['command'],
  matches: (state: CommandState) => boolean = () => true,
): CommandState | undefined {
  return rollout.commands.find(
    state => state.command === command && matches(state),
  );
}

/** After these there is nothing that could be taken back. */
const BACK_ALREADY: readonly Phase[] = ['rolled-back', 'cancelled'];

/**
 * The way back, open or closed: once the new version is promoted it says why
 * it is closed. Nothing where there is no way left to go.
 */
export function backOf(
  rollout: Pick<Rollout, 'phase' | 'commands'>,
): CommandState | undefined {
  const back = stateOf(rollout, 'roll-back');
  return BACK_ALREADY.includes(rollout.phase) ? undefined : back;
}
