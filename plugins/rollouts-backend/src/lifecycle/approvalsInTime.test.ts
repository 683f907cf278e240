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

import { controller, dana, makeCheck, omar, PLAN_HASH } from '../testing/plans';
import {
  accepted,
  after,
  approveStage,
  AWAIT,
  DAY_SECONDS,
  follow,
  longAt,
  longPlan,
  reason,
  toFivePercent,
  toObserving,
} from '../testing/steps';
import { asOf, decide, upgradeState, type AnyCommand } from '.';

/** Two days to live, where nothing else is said. */
const lifetime = { approvalLifetimeMs: 2 * DAY_SECONDS * 1000 };
const approved = follow([[approveStage(0), omar, longAt(0, lifetime)]]);

describe('an approval that expires', () => {
  it('counts until then, and no longer', () => {
    const start: AnyCommand = { command: 'start', reason };
    expect(
      decide(approved, start, dana, longAt(2 * DAY_SECONDS - 1)),
    ).toMatchObject({
      accepted: true,
    });
    expect(
      decide(approved, start, dana, longAt(2 * DAY_SECONDS)),
    ).toMatchObject({
      accepted: false,
      code: 'gate-closed',
    });
    const started = accepted(decide(approved, start, dana, longAt(10))).next;
    const advance: AnyCommand = { command: 'advance', reason };
    expect(decide(started, advance, controller, longAt(11))).toMatchObject({
      accepted: true,
    });
    expect(
      decide(started, advance, controller, longAt(2 * DAY_SECONDS)),
    ).toMatchObject({
      accepted: false,
      code: 'gate-closed',
    });
  });

  it('is kept and marked, and people are asked again', () => {
    const { next, effects } = accepted(
      decide(approved, AWAIT, controller, longAt(2 * DAY_SECONDS)),
    );
    expect(next).toMatchObject({
      phase: 'proposed',
      askedAt: after(2 * DAY_SECONDS).toISOString(),
      approvals: [
        { actor: omar, expiredAt: after(2 * DAY_SECONDS).toISOString() },
      ],
    });
    expect(effects).toContainEqual(
      expect.objectContaining({ topic: 'approval-wanted' }),
    );
    expect(
      decide(next, approveStage(0), omar, longAt(2 * DAY_SECONDS + 1)),
    ).toMatchObject({
      accepted: true,
    });
  });

  it('is not one that was used', () => {
    const observing = follow(toObserving);
    expect(asOf(observing, after(100 * DAY_SECONDS))).toBe(observing);
  });

  it('lives seven days where it was stored without a date', () => {
    const [{ expiresAt: _, ...old }] = approved.approvals;
    const state = { ...approved, approvals: [old] };
    expect(asOf(state, after(7 * DAY_SECONDS - 1))).toBe(state);
    expect(asOf(state, after(7 * DAY_SECONDS)).approvals[0].expiredAt).toBe(
      after(7 * DAY_SECONDS).toISOString(),
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
  const plan = longPlan({
    approvals: { required: 1, from: 'approvers', onEvidence: true },
  });
  const asked = follow([
    ...toFivePercent,
    [AWAIT, controller, longAt(200, { plan })],
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
      decide(asked, approve(named), omar, longAt(210, { plan })),
    ).toMatchObject({
      accepted: false,
      code: 'stale-evidence',
      reason: expect.stringMatching(why),
    });
  });

  it('is kept with the digest of what was known when people were asked', () => {
    const later = { checks: [makeCheck({ new: 0.019 })], sample: 2_000_000 };
    const outcome = accepted(
      decide(
        asked,
        approve(digest),
        omar,
        longAt(210, { plan, evidence: later }),
      ),
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
      decide(asked, AWAIT, controller, longAt(300, { plan, ...frozen })),
    ).next;
    const again = accepted(
      decide(
        stopped,
        AWAIT,
        controller,
        longAt(400, {
          plan,
          evidence: { checks: [makeCheck()], sample: 7_000_000 },
        }),
      ),
    ).next;
    expect(again.askedOn?.digest).not.toBe(digest);
    expect(
      decide(again, approve(digest), omar, longAt(410, { plan })),
    ).toMatchObject({ accepted: false, code: 'stale-evidence' });
  });

  it('is refused without while nobody is asked, for then there is none', () => {
    const complete = { ...asked, askedAt: null, askedOn: null };
    expect(
      decide(complete, approve(), omar, longAt(210, { plan })),
    ).toMatchObject({ accepted: false, code: 'stale-evidence' });
  });

  it('may name it where nobody demands it, and then it must be right', () => {
    const context = longAt(210);
    expect(decide(asked, approve(), omar, context)).toMatchObject({
      accepted: true,
    });
    expect(decide(asked, approve('f'.repeat(64)), omar, context)).toMatchObject(
      { accepted: false, code: 'stale-evidence' },
    );
  });
});
