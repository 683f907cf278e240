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

import type {
  Actor,
  PolicyResult,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { StaleVersionError } from '../../problems/errors';
import type { AnyCommand } from '../../lifecycle/commands';
import type { World } from './World';

/** One thing that happens to the world. */
export interface Action {
  name: string;
  run(world: World): Promise<void>;
}

type CommandOf = (rollout: Awaited<ReturnType<World['rollout']>>) => AnyCommand;

const reason = 'Because';

/** The one policy that may fail. */
export const FAILING: PolicyResult = {
  policy: 'minimum-bake',
  outcome: 'fail',
  explanation: 'It is observed for too short a time',
};

export const COMMANDS: Record<string, CommandOf> = {
  approve: ({ version, planHash, state }) => ({
    command: 'approve',
    version,
    planHash,
    stageIndex: state.stageIndex + 1,
    reason,
  }),
  'approve another plan': ({ version, state }) => ({
    command: 'approve',
    version,
    planHash: 'f'.repeat(64),
    stageIndex: state.stageIndex + 1,
    reason,
  }),
  'withdraw approval': ({ version, state }) => ({
    command: 'withdraw-approval',
    version,
    stageIndex: state.stageIndex + 1,
    reason,
  }),
  object: ({ version, planHash }) => ({
    command: 'object',
    version,
    planHash,
    reason,
  }),
  'resolve objection': ({ version, state }) => ({
    command: 'resolve-objection',
    version,
    objection: state.objections.at(-1)?.id ?? 'none',
    reason,
  }),
  attest: ({ version, state }) => ({
    command: 'attest-milestone',
    version,
    stageIndex: state.stageIndex + 1,
    milestone: 'briefed',
    reason,
  }),
  start: ({ version }) => ({ command: 'start', version, reason }),
  advance: ({ version }) => ({ command: 'advance', version, reason }),
  hold: () => ({ command: 'hold', reason }),
  resume: ({ version }) => ({ command: 'resume', version, reason }),
  'roll back': () => ({ command: 'roll-back', reason }),
  'acknowledge stuck': ({ version }) => ({
    command: 'acknowledge-stuck',
    version,
    reason,
  }),
  promote: ({ version }) => ({ command: 'promote', version, reason }),
  cancel: ({ version }) => ({ command: 'cancel', version, reason }),
  withdraw: ({ version }) => ({ command: 'withdraw', version, reason }),
  bypass: ({ version, planHash }) => ({
    command: 'bypass',
    version,
    planHash,
    policy: FAILING.policy,
    reason: 'Shoppers can not pay, and this mends it',
  }),
  revise: ({ version, plan }) => ({
    command: 'revise',
    version,
    reason,
    plan: {
      ...plan,
      playbook: plan.playbook.id,
      stages: plan.stages.map(stage => ({
        ...stage,
        bakeSeconds: stage.bakeSeconds + 1,
      })),
    },
  }),
};

export const action = (name: string, run: Action['run']): Action => ({
  name,
  run,
});

/** A person gives a command on what is in force now. */
export function give(actor: Actor, name: string): Action {
  return action(`${actor.name}: ${name}`, async world => {
    const command = COMMANDS[name](await world.rollout());
    try {
      await world.command(actor, command);
    } catch (error) {
      if (!(error instanceof StaleVersionError)) throw error;
    }
  });
}
