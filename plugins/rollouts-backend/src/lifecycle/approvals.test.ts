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
  makeCheck,
  makeContext,
  makePlan,
  olga,
  omar,
  person,
  petra,
  PLAN_HASH,
} from '../testing/plans';
import {
  accepted,
  after,
  approveStage,
  follow,
  reason,
  toFivePercent,
  toObserving,
  toWaitingForPeople,
} from '../testing/steps';
import { decide, decidePropose, type AnyCommand } from '.';

describe('approvals', () => {
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

  it('brings no approval back with the plan that it was given to', () => {
    const first = makeContext();
    const other = {
      plan: makePlan({ end: '2026-11-24T12:00:00.000Z' }),
      planHash: 'b'.repeat(64),
    };
    const edit: AnyCommand = {
      command: 'revise',
      version: 1,
      reason,
      plan: { ...other.plan, playbook: 'standard' },
    };
    const approved = follow(toObserving.slice(0, 1));
    expect(approved.phase).toBe('approved');
    const edited = accepted(
      decide(approved, edit, dana, makeContext({ revised: other })),
    ).next;
    const back = { plan: first.plan, planHash: first.planHash };
    const edits = makeContext({ ...other, revised: back });
    const again = accepted(decide(edited, edit, dana, edits)).next;
    expect(again.phase).toBe('proposed');
    expect(decide(again, approveStage(0), omar, first)).toMatchObject({
      accepted: true,
      next: { phase: 'approved' },
    });
  });

  it('goes on asking, and the time to decide goes on, when data turns doubtful', () => {
    const unknown = {
      evidence: { checks: [makeCheck({ verdict: 'unknown' })], sample: 0 },
    };
    const asked = follow([
      ...toWaitingForPeople,
      [
        { command: 'object', version: 1, planHash: PLAN_HASH, reason },
        petra,
        { now: after(210), ...unknown },
      ],
    ]);
    expect(asked.askedAt).toBe(after(200).toISOString());
    expect(
      decide(asked, approveStage(2), omar, makeContext(unknown)),
    ).toMatchObject({ accepted: false, code: 'gate-closed' });
  });

  it('asks after a milestone, as soon as the data holds again', () => {
    const plan = makePlan();
    plan.stages[2] = {
      ...plan.stages[2],
      milestones: [
        { name: 'support', title: 'Support briefed', role: 'operators' },
      ],
    };
    const unknown = {
      checks: [makeCheck({ verdict: 'unknown' })],
      sample: 1_000_000,
    };
    const attested = follow([
      ...toFivePercent,
      [{ command: 'await', reason }, controller, { now: after(200), plan }],
      [
        {
          command: 'attest-milestone',
          version: 1,
          stageIndex: 2,
          milestone: 'support',
          reason,
        },
        petra,
        { now: after(210), plan, evidence: unknown },
      ],
    ]);
    expect(attested).toMatchObject({ phase: 'waiting', askedAt: null });
    const ask: AnyCommand = { command: 'await', reason };
    const at = { plan, now: after(220) };
    expect(
      decide(
        attested,
        ask,
        controller,
        makeContext({ ...at, evidence: unknown }),
      ),
    ).toMatchObject({ accepted: false });
    const asked = accepted(decide(attested, ask, controller, makeContext(at)));
    expect(asked.next.askedAt).toBe(after(220).toISOString());
    expect(asked.effects).toContainEqual(
      expect.objectContaining({ kind: 'notify', topic: 'approval-wanted' }),
    );
    expect(decide(asked.next, ask, controller, makeContext(at))).toMatchObject({
      accepted: false,
      code: 'not-open',
    });
  });
});
