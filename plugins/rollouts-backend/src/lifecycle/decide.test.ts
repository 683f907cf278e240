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

import {
  controller,
  dana,
  ines,
  makeCheck,
  makeContext,
  makePlan,
  makeStage,
  NOW,
  olga,
  omar,
  person,
  petra,
  PLAN_HASH,
} from '../testing/plans';
import { decide, decidePropose, type AnyCommand, type RolloutState } from '.';
import type { Accepted, DecideContext, Outcome } from './decision';
import type { Actor } from '@stagecraft/backstage-plugin-rollouts-common';

function accepted(outcome: Outcome): Accepted {
  if (!outcome.accepted) {
    throw new Error(`Refused (${outcome.code}): ${outcome.reason}`);
  }
  return outcome;
}

const READ_BACK = {
  internal: { internal: 10_000, everyone: 0 },
  five: { internal: 10_000, everyone: 500 },
  all: { internal: 10_000, everyone: 10_000 },
  none: { internal: 0, everyone: 0 },
};

function readBack(exposure: { internal: number; everyone: number }) {
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

function after(seconds: number): Date {
  return new Date(NOW.getTime() + seconds * 1000);
}

/** Gives the commands one after the other; each must be accepted. */
function follow(
  steps: [AnyCommand, Actor, Partial<DecideContext>?][],
): RolloutState {
  let state = accepted(decidePropose('Because', dana, makeContext())).next;
  for (const [command, actor, context] of steps) {
    state = accepted(decide(state, command, actor, makeContext(context))).next;
  }
  return state;
}

const approveStage = (stageIndex: number): AnyCommand => ({
  command: 'approve',
  version: 1,
  stageIndex,
  planHash: PLAN_HASH,
  reason: 'Looks right',
});
const reason = 'Because';
const toObserving: [AnyCommand, Actor, Partial<DecideContext>?][] = [
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
const toFivePercent: typeof toObserving = [
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
const toWaitingForPeople: typeof toObserving = [
  ...toFivePercent,
  [{ command: 'await', reason }, controller, { now: after(200) }],
];
const toCompleted: typeof toObserving = [
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
const rollBack: AnyCommand = { command: 'roll-back', reason: 'It hurts' };

describe('decide', () => {
  it('goes from proposed to completed through approvals, time and read-backs', () => {
    const phases = [...toCompleted.keys()].map(
      index => follow(toCompleted.slice(0, index + 1)).phase,
    );
    expect(phases).toEqual([
      'approved',
      'waiting',
      'exposing',
      'observing',
      'exposing',
      'observing',
      'waiting',
      'waiting',
      'exposing',
      'observing',
      'completed',
    ]);
  });

  it('asks for approval once, when nothing else stands before the stage', () => {
    const state = follow(toFivePercent);
    const outcome = accepted(
      decide(
        state,
        { command: 'await', reason },
        controller,
        makeContext({ now: after(200) }),
      ),
    );
    expect(outcome.next.askedAt).toBe(after(200).toISOString());
    expect(outcome.effects).toContainEqual(
      expect.objectContaining({ kind: 'notify', topic: 'approval-wanted' }),
    );
  });

  it('counts approvals of different people only, and of this plan only', () => {
    const plan = makePlan();
    const twoNeeded = makePlan({
      stages: plan.stages.map(stage => ({
        ...stage,
        approvals: { required: 2, from: 'approvers' as const },
      })),
    });
    const context = makeContext({ plan: twoNeeded });
    let state = accepted(decidePropose('Because', dana, context)).next;
    state = accepted(decide(state, approveStage(0), omar, context)).next;
    expect(state.phase).toBe('proposed');
    expect(decide(state, approveStage(0), omar, context)).toMatchObject({
      accepted: false,
      reason: 'You have approved this stage',
    });
    state = accepted(decide(state, approveStage(0), olga, context)).next;
    expect(state.phase).toBe('approved');
    expect(
      decide(
        state,
        { ...approveStage(0), planHash: 'b'.repeat(64) } as AnyCommand,
        person('otto', omar.groups),
        context,
      ),
    ).toMatchObject({ accepted: false, code: 'stale-plan' });
  });

  it('voids approvals when the plan is revised, and bars its writer', () => {
    const revised = {
      plan: makePlan({ end: '2026-11-24T12:00:00.000Z' }),
      planHash: 'b'.repeat(64),
    };
    const state = follow(toObserving.slice(0, 1));
    const next = accepted(
      decide(
        state,
        {
          command: 'revise',
          version: 1,
          reason,
          plan: { ...revised.plan, playbook: 'standard' },
        },
        olga,
        makeContext({ revised }),
      ),
    ).next;
    expect(next.phase).toBe('proposed');
    const context = makeContext(revised);
    const approval = { ...approveStage(0), planHash: revised.planHash };
    expect(decide(next, approval as AnyCommand, olga, context)).toMatchObject({
      accepted: false,
      reason: 'Nobody approves a plan they requested or wrote',
    });
    expect(decide(next, approval as AnyCommand, omar, context)).toMatchObject({
      accepted: true,
    });
  });

  it('stops at an objection until it is withdrawn or overruled', () => {
    const objected = follow([
      ...toObserving.slice(0, 1),
      [{ command: 'object', version: 1, planHash: PLAN_HASH, reason }, petra],
    ]);
    expect(
      decide(objected, { command: 'start', reason }, controller, makeContext()),
    ).toMatchObject({ accepted: false, code: 'gate-closed' });
    const resolve: AnyCommand = {
      command: 'resolve-objection',
      version: 1,
      objection: 'new-id',
      reason,
    };
    expect(decide(objected, resolve, dana, makeContext())).toMatchObject({
      accepted: false,
      code: 'not-eligible',
    });
    for (const actor of [petra, omar]) {
      const next = accepted(
        decide(objected, resolve, actor, makeContext()),
      ).next;
      expect(
        decide(next, { command: 'start', reason }, controller, makeContext()),
      ).toMatchObject({ accepted: true });
    }
  });

  it.each([
    [
      'a breach',
      { checks: [makeCheck({ verdict: 'breached' })], sample: 1e6 },
      after(61),
    ],
    [
      'a suspicion',
      { checks: [makeCheck({ verdict: 'suspect' })], sample: 1e6 },
      after(61),
    ],
    [
      'missing data',
      { checks: [makeCheck({ verdict: 'unknown' })], sample: 1e6 },
      after(61),
    ],
    ['too small a sample', { checks: [makeCheck()], sample: 99 }, after(61)],
    ['bake time', { checks: [makeCheck()], sample: 1e6 }, after(59)],
  ])('does not advance over %s', (_, evidence, now) => {
    const state = follow(toObserving);
    for (const actor of [controller, omar]) {
      expect(
        decide(
          state,
          { command: 'advance', version: 1, reason },
          actor,
          makeContext({ evidence, now }),
        ),
      ).toMatchObject({ accepted: false, code: 'gate-closed' });
    }
  });

  it('does not advance over a milestone that is not attested by its role', () => {
    const plan = makePlan();
    plan.stages[1] = makeStage({
      milestones: [
        { name: 'support', title: 'Support briefed', role: 'operators' },
      ],
    });
    const context = makeContext({ plan, now: after(61) });
    const state = follow(toObserving);
    const advance: AnyCommand = { command: 'advance', reason };
    expect(decide(state, advance, controller, context)).toMatchObject({
      reason: 'Milestone "Support briefed" is not attested',
    });
    const attest: AnyCommand = {
      command: 'attest-milestone',
      version: 1,
      stageIndex: 1,
      milestone: 'support',
      reason,
    };
    expect(decide(state, attest, dana, context)).toMatchObject({
      code: 'not-eligible',
      whoCould: ['group:default/on-call'],
    });
    const attested = accepted(decide(state, attest, petra, context)).next;
    expect(decide(attested, advance, controller, context)).toMatchObject({
      accepted: true,
    });
  });

  it.each([
    ['exposing', toObserving.slice(0, 3)],
    ['observing', toObserving],
    ['waiting', toWaitingForPeople],
    ['completed', toCompleted],
  ])('rolls back while %s, whoever of the people presses', (phase, steps) => {
    const state = follow(steps);
    expect(state.phase).toBe(phase);
    for (const actor of [dana, omar, petra, controller]) {
      const outcome = accepted(
        decide(
          state,
          rollBack,
          actor,
          makeContext({
            evidence: {
              checks: [makeCheck({ verdict: 'unknown' })],
              sample: 0,
            },
            now: new Date('2027-01-01'),
          }),
        ),
      );
      expect(outcome.next.phase).toBe('rolling-back');
      expect(outcome.effects).toContainEqual({ kind: 'clear-tickets' });
      expect(outcome.effects).toContainEqual({ kind: 'wake', urgent: true });
    }
    expect(decide(state, rollBack, ines, makeContext())).toMatchObject({
      code: 'not-eligible',
    });
  });

  it('is rolled back only when every target was read back at nothing', () => {
    const state = follow([...toObserving, [rollBack, omar]]);
    const acknowledge = (exposure: typeof READ_BACK.none): AnyCommand => ({
      command: 'acknowledge-restore',
      reason,
      restoredAt: NOW.toISOString(),
      readBack: readBack(exposure),
    });
    expect(
      decide(state, acknowledge(READ_BACK.internal), controller, makeContext()),
    ).toMatchObject({ accepted: false });
    expect(
      decide(
        state,
        {
          ...acknowledge(READ_BACK.none),
          readBack: { targets: [] },
        } as AnyCommand,
        controller,
        makeContext(),
      ),
    ).toMatchObject({ accepted: false });
    const done = accepted(
      decide(state, acknowledge(READ_BACK.none), controller, makeContext()),
    );
    expect(done.next).toMatchObject({
      phase: 'rolled-back',
      reversal: { verifiedAt: NOW.toISOString() },
    });
    expect(done.effects).toContainEqual({ kind: 'release-targets' });
  });

  it('lets nothing advance after a roll-back', () => {
    const state = follow([...toObserving, [rollBack, omar]]);
    for (const command of [
      { command: 'advance', reason },
      { command: 'start', reason },
      { command: 'await', reason },
      { command: 'complete', reason },
      {
        command: 'acknowledge-exposure',
        reason,
        readBack: readBack(READ_BACK.internal),
      },
    ] as AnyCommand[]) {
      expect(decide(state, command, controller, makeContext())).toMatchObject({
        accepted: false,
        code: 'not-open',
      });
    }
  });

  it('leaves a change that can not be undone to people', () => {
    const plan = makePlan({
      rollbackPlan: { kind: 'hold-and-call', notes: 'Irreversible migration' },
    });
    const state = follow(toObserving);
    const context = makeContext({ plan });
    expect(decide(state, rollBack, controller, context)).toMatchObject({
      code: 'policy',
    });
    expect(decide(state, rollBack, petra, context)).toMatchObject({
      accepted: true,
    });
  });

  it('resumes with the bake time counted anew, and never over a breach', () => {
    const hold: AnyCommand = { command: 'hold', reason: 'Lunch' };
    const held = follow([...toObserving, [hold, dana]]);
    const resume: AnyCommand = { command: 'resume', version: 1, reason };
    expect(
      decide(
        held,
        resume,
        omar,
        makeContext({
          evidence: { checks: [makeCheck({ verdict: 'breached' })], sample: 0 },
        }),
      ),
    ).toMatchObject({ code: 'gate-closed' });
    const resumed = accepted(
      decide(held, resume, omar, makeContext({ now: after(500) })),
    ).next;
    expect(resumed).toMatchObject({
      phase: 'observing',
      observedSince: after(500).toISOString(),
    });
  });

  it('writes the exposure again after it was lowered outside', () => {
    const held = follow([
      ...toObserving,
      [
        { command: 'hold', cause: 'lowered-outside', reason, checks: [] },
        controller,
      ],
    ]);
    const resumed = accepted(
      decide(
        held,
        { command: 'resume', version: 1, reason },
        omar,
        makeContext(),
      ),
    ).next;
    expect(resumed).toMatchObject({ phase: 'exposing', acknowledged: false });
  });

  it.each<[AnyCommand, Actor['kind']]>([
    [approveStage(0), 'person-through-plugin'],
    [approveStage(0), 'service'],
    [approveStage(0), 'controller'],
    [{ command: 'object', version: 1, planHash: PLAN_HASH, reason }, 'service'],
    [{ command: 'promote', version: 1, reason }, 'service'],
    [{ command: 'resume', version: 1, reason }, 'controller'],
    [{ command: 'complete', reason }, 'person'],
    [{ command: 'report-stuck', reason }, 'service'],
  ])('refuses %j from a %s', (command, kind) => {
    const state = follow([]);
    expect(
      decide(state, command, { ...omar, kind }, makeContext()),
    ).toMatchObject({ accepted: false, code: 'actor-kind' });
  });

  it('does not complete below full exposure', () => {
    const plan = makePlan();
    const partial = { ...plan, stages: plan.stages.slice(0, 2) };
    const state = follow(toFivePercent);
    expect(
      decide(
        state,
        { command: 'complete', reason },
        controller,
        makeContext({ plan: partial, now: after(500) }),
      ),
    ).toMatchObject({ reason: 'The last stage is not at full exposure' });
  });

  it('closes the way back by promotion, by an owner, and releases the target', () => {
    const state = follow(toCompleted);
    const promote: AnyCommand = { command: 'promote', version: 1, reason };
    expect(decide(state, promote, petra, makeContext())).toMatchObject({
      code: 'not-eligible',
    });
    const promoted = accepted(decide(state, promote, dana, makeContext()));
    expect(promoted.effects).toContainEqual({ kind: 'release-targets' });
    expect(decide(promoted.next, rollBack, omar, makeContext())).toMatchObject({
      accepted: false,
      code: 'not-open',
    });
  });

  it('refuses a proposal from somebody who does not own the service', () => {
    expect(decidePropose('Because', ines, makeContext())).toMatchObject({
      accepted: false,
      code: 'not-eligible',
    });
  });
});
