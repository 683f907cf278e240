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
  Plan,
  Stage,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { decide, decidePropose, type AnyCommand } from '../lifecycle';
import type { Accepted, DecideContext, Outcome } from '../lifecycle/decision';
import type { RolloutState } from '../lifecycle/state';
import {
  controller,
  dana,
  makeContext,
  makePlan,
  NOW,
  omar,
  PLAN_HASH,
} from './plans';

export function accepted(outcome: Outcome): Accepted {
  if (!outcome.accepted) {
    throw new Error(`Refused (${outcome.code}): ${outcome.reason}`);
  }
  return outcome;
}

export const READ_BACK = {
  internal: { internal: 10_000, everyone: 0 },
  five: { internal: 10_000, everyone: 500 },
  all: { internal: 10_000, everyone: 10_000 },
  none: { internal: 0, everyone: 0 },
};

export function readBack(exposure: { internal: number; everyone: number }) {
  return {
    targets: [
      {
        target: 'uid/gateway-api/storefront/checkout',
        exposure,
        fence: { epoch: 1, count: 2 },
        seenAt: NOW.toISOString(),
      },
    ],
  };
}

export function after(seconds: number): Date {
  return new Date(NOW.getTime() + seconds * 1000);
}

/** Gives the commands one after the other; each must be accepted. */
export function follow(
  steps: [AnyCommand, Actor, Partial<DecideContext>?][],
): RolloutState {
  let state = accepted(decidePropose('Because', dana, makeContext())).next;
  for (const [command, actor, context] of steps) {
    state = accepted(decide(state, command, actor, makeContext(context))).next;
  }
  return state;
}

export const approveStage = (stageIndex: number): AnyCommand => ({
  command: 'approve',
  version: 1,
  stageIndex,
  planHash: PLAN_HASH,
  reason: 'Looks right',
});
export const reason = 'Because';
export const toObserving: [AnyCommand, Actor, Partial<DecideContext>?][] = [
  [approveStage(0), omar],
  [{ command: 'start', reason }, controller],
  [{ command: 'advance', reason }, controller],
  [
    {
      command: 'acknowledge-exposure',
      reason,
      readBack: readBack(READ_BACK.internal),
    },
    controller,
  ],
];
export const toFivePercent: typeof toObserving = [
  ...toObserving,
  [{ command: 'advance', reason }, controller, { now: after(61) }],
  [
    {
      command: 'acknowledge-exposure',
      reason,
      readBack: readBack(READ_BACK.five),
    },
    controller,
    { now: after(62) },
  ],
];
export const toWaitingForPeople: typeof toObserving = [
  ...toFivePercent,
  [{ command: 'await', reason }, controller, { now: after(200) }],
];
export const toCompleted: typeof toObserving = [
  ...toWaitingForPeople,
  [approveStage(2), omar, { now: after(210) }],
  [{ command: 'advance', reason }, controller, { now: after(211) }],
  [
    {
      command: 'acknowledge-exposure',
      reason,
      readBack: readBack(READ_BACK.all),
    },
    controller,
    { now: after(212) },
  ],
  [{ command: 'complete', reason }, controller, { now: after(300) }],
];
export const rollBack: AnyCommand = {
  command: 'roll-back',
  reason: 'It hurts',
};

export const AWAIT: AnyCommand = { command: 'await', reason };
export const ADVANCE: AnyCommand = { command: 'advance', reason };
export const DAY_SECONDS = 24 * 3600;

/** A plan that ends in more than a month, with this last stage. */
export function longPlan(lastStage: Partial<Stage> = {}): Plan {
  return makePlan({
    end: '2027-01-01T00:00:00.000Z',
    stages: makePlan().stages.map((stage, index) =>
      index === 2 ? { ...stage, ...lastStage } : stage,
    ),
  });
}

/** The context of such a plan, so many seconds later. */
export function longAt(
  seconds: number,
  over: Partial<DecideContext> = {},
): DecideContext {
  return makeContext({ now: after(seconds), plan: longPlan(), ...over });
}
