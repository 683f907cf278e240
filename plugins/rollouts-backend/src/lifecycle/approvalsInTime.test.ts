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

import type { Stage } from '@stagecraft/backstage-plugin-rollouts-common';
import {
  controller,
  dana,
  makeCheck,
  makeContext,
  makePlan,
  omar,
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
} from '../testing/steps';
import {
  asOf,
  decide,
  upgradeState,
  type AnyCommand,
  type DecideContext,
} from '.';

const DAY = 24 * 3600;
const await_: AnyCommand = { command: 'await', reason };
const long = makePlan({ end: '2027-01-01T00:00:00.000Z' });
const at = (seconds: number, over: Partial<DecideContext> = {}) =>
  makeContext({ now: after(seconds), plan: long, ...over });

function lastStage(over: Partial<Stage>) {
  return makePlan({
    end: long.end,
    stages: long.stages.map((stage, index) =>
      index === 2 ? { ...stage, ...over } : stage,
    ),
  });
}

/** Two days to live, where nothing else is said. */
const lifetime = { approvalLifetimeMs: 2 * DAY * 1000 };
const approved = follow([[approveStage(0), omar, at(0, lifetime)]]);

describe('an approval that expires', () => {
  it('counts until then, and no longer', () => {
    const start: AnyCommand = { command: 'start', reason };
    expect(decide(approved, start, dana, at(2 * DAY - 1))).toMatchObject({
      accepted: true,
    });
    expect(decide(approved, start, dana, at(2 * DAY))).toMatchObject({
      accepted: false,
      code: 'gate-closed',
    });
    const started = accepted(decide(approved, start, dana, at(10))).next;
    const advance: AnyCommand = { command: 'advance', reason };
    expect(decide(started, advance, controller, at(11))).toMatchObject({
      accepted: true,
    });
    expect(decide(started, advance, controller, at(2 * DAY))).toMatchObject({
      accepted: false,
      code: 'gate-closed',
    });
  });

  it('is kept and marked, and people are asked again', () => {
    const { next, effects } = accepted(
      decide(approved, await_, controller, at(2 * DAY)),
    );
    expect(next).toMatchObject({
      phase: 'proposed',
      askedAt: after(2 * DAY).toISOString(),
      approvals: [{ actor: omar, expiredAt: after(2 * DAY).toISOString() }],
    });
    expect(effects).toContainEqual(
      expect.objectContaining({ topic: 'approval-wanted' }),
    );
    expect(decide(next, approveStage(0), omar, at(2 * DAY + 1))).toMatchObject({
      accepted: true,
    });
  });

  it('is not one that was used', () => {
    const observing = follow(toObserving);
    expect(asOf(observing, after(100 * DAY))).toBe(observing);
  });

  it('lives seven days where it was stored without a date', () => {
    const [{ expiresAt: _, ...old }] = approved.approvals;
    const state = { ...approved, approvals: [old] };
    expect(asOf(state, after(7 * DAY - 1))).toBe(state);
    expect(asOf(state, after(7 * DAY)).approvals[0].expiredAt).toBe(
      after(7 * DAY).toISOString(),
    );
  });
});

describe('a state of an earlier version', () => {
  it('loads without what came later', () => {
    const { bypasses, askedOn, remindedAt, ...old } = approved;
    expect(upgradeState(old)).toEqual({ ...approved, askedOn: null });
    expect({ bypasses, askedOn, remindedAt }).toEqual({
      bypasses: [],
      askedOn: null,
      remindedAt: null,
    });
  });
});

describe('an approval on evidence', () => {
  const plan = lastStage({
    approvals: { required: 1, from: 'approvers', onEvidence: true },
  });
  const asked = follow([
    ...toFivePercent,
    [await_, controller, at(200, { plan })],
  ]);
  const digest = asked.askedOn?.digest;
  const approve = (evidenceDigest?: string): AnyCommand => ({
    command: 'approve',
    version: 1,
    stageIndex: 2,
    planHash: PLAN_HASH,
    reason,
    ...(evidenceDigest === undefined ? {} : { evidenceDigest }),
  });

  it.each([
    ['names none', undefined, /on the evidence/],
    ['names another', 'f'.repeat(64), /changed since you looked: look again/],
  ])('is refused when it %s', (_, named, why) => {
    expect(
      decide(asked, approve(named), omar, at(210, { plan })),
    ).toMatchObject({
      accepted: false,
      code: 'stale-evidence',
      reason: expect.stringMatching(why),
    });
  });

  it('is kept with the digest of what was known when people were asked', () => {
    const later = { checks: [makeCheck({ new: 0.019 })], sample: 2_000_000 };
    const outcome = accepted(
      decide(asked, approve(digest), omar, at(210, { plan, evidence: later })),
    );
    expect(outcome.next.approvals.at(-1)).toMatchObject({
      evidenceDigest: digest,
    });
    expect(outcome.evidence).toMatchObject({ evidenceDigest: digest });
  });

  it('is of other evidence when people are asked anew', () => {
    const frozen = {
      freezes: [{ id: 'x', sentence: 'Frozen', until: null, who: [] }],
    };
    const stopped = accepted(
      decide(asked, await_, controller, at(300, { plan, ...frozen })),
    ).next;
    const again = accepted(
      decide(
        stopped,
        await_,
        controller,
        at(400, {
          plan,
          evidence: { checks: [makeCheck()], sample: 7_000_000 },
        }),
      ),
    ).next;
    expect(again.askedOn?.digest).not.toBe(digest);
    expect(
      decide(again, approve(digest), omar, at(410, { plan })),
    ).toMatchObject({ accepted: false, code: 'stale-evidence' });
  });

  it('may name it where nobody demands it, and then it must be right', () => {
    const context = at(210);
    expect(decide(asked, approve(), omar, context)).toMatchObject({
      accepted: true,
    });
    expect(decide(asked, approve('f'.repeat(64)), omar, context)).toMatchObject(
      { accepted: false, code: 'stale-evidence' },
    );
  });
});
