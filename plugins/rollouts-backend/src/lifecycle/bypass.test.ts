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
  makeContext,
  makePlan,
  omar,
  OPERATORS,
  OWNERS,
  petra,
  PLAN_HASH,
} from '../testing/plans';
import {
  accepted,
  ADVANCE,
  after,
  approveStage,
  AWAIT,
  follow,
  reason,
  toFivePercent,
  toObserving,
} from '../testing/steps';
import { decide, gatesAhead, type DecideContext } from '.';

const failing = {
  policies: [
    {
      policy: 'rehearsal',
      outcome: 'fail' as const,
      explanation: 'No drill passed within 30 days',
    },
    {
      policy: 'separation-of-duties',
      outcome: 'fail' as const,
      explanation: 'Nobody else could approve',
    },
  ],
};
const frozen = {
  freezes: [
    {
      id: 'november',
      sentence: 'Everything is frozen until 4 December: year end',
      until: after(1e6).toISOString(),
      who: [OPERATORS],
    },
  ],
};
const JUSTIFICATION = 'Payments fail for every shopper in Spain';
const given = {
  command: 'bypass',
  version: 1,
  planHash: PLAN_HASH,
  policy: 'rehearsal',
  reason: JUSTIFICATION,
} as const;
const observing = follow(toObserving);
const at = (seconds: number, over: Partial<DecideContext> = failing) =>
  makeContext({ now: after(seconds), ...over });

describe('a policy that fails when a stage would open', () => {
  it('keeps it closed to everybody, and lets a rollback pass', () => {
    for (const actor of [controller, omar]) {
      expect(decide(observing, ADVANCE, actor, at(61))).toMatchObject({
        accepted: false,
        code: 'gate-closed',
        reason: 'Rehearsal: No drill passed within 30 days',
      });
    }
    expect(
      decide(
        observing,
        { command: 'roll-back', reason },
        omar,
        at(61, { ...failing, ...frozen }),
      ),
    ).toMatchObject({ accepted: true });
  });

  it('does not keep what is at full exposure from completing', () => {
    const last = { ...observing, stageIndex: 2 };
    expect(gatesAhead(last, at(61, { ...failing, ...frozen }))).toEqual([]);
  });
});

describe('bypass', () => {
  it.each<
    [string, object, typeof omar, Partial<DecideContext>, string, RegExp]
  >([
    [
      'of one space',
      { reason: ' ' },
      petra,
      failing,
      'policy',
      /justification/,
    ],
    [
      'of spaces in between',
      { reason: 'x                     y' },
      petra,
      failing,
      'policy',
      /justification/,
    ],
    ['by a stranger', {}, ines, failing, 'not-eligible', /owners/],
    [
      'of another plan',
      { planHash: 'b'.repeat(64) },
      petra,
      failing,
      'stale-plan',
      /revised/,
    ],
    [
      'of a policy that passes',
      { policy: 'bake' },
      petra,
      failing,
      'unknown-subject',
      /does not stand/,
    ],
    [
      'of what nobody goes past, such as separation of duties',
      { policy: 'acme' },
      petra,
      {
        policies: [
          {
            policy: 'acme',
            outcome: 'fail' as const,
            explanation: 'Not in the register',
            neverBypassed: true,
          },
        ],
      },
      'policy',
      /Nobody goes past/,
    ],
    [
      'of a freeze that is not in force',
      { policy: 'freeze', freeze: 'october' },
      petra,
      frozen,
      'unknown-subject',
      /freeze/,
    ],
    [
      'by somebody with an open review',
      {},
      petra,
      { ...failing, openReviews: 1 },
      'gate-closed',
      /review/,
    ],
    [
      'by a plugin',
      {},
      { ...petra, kind: 'person-through-plugin' },
      failing,
      'actor-kind',
      /in person/,
    ],
    ['by the controller', {}, controller, failing, 'actor-kind', /in person/],
  ])('%s is refused', (_, over, actor, context, code, why) => {
    expect(
      decide(observing, { ...given, ...over }, actor, at(61, context)),
    ).toMatchObject({
      accepted: false,
      code,
      reason: expect.stringMatching(why),
      remedy: expect.any(String),
    });
  });

  it('opens what the policy closed, for this plan and four hours', () => {
    const outcome = accepted(
      decide(
        observing,
        given,
        petra,
        at(61, { policies: failing.policies.slice(0, 1) }),
      ),
    );
    expect(outcome.next.bypasses).toEqual([
      expect.objectContaining({
        policy: 'rehearsal',
        planHash: PLAN_HASH,
        actor: petra,
        expiresAt: after(61 + 4 * 3600).toISOString(),
        reviewId: 'new-id',
      }),
    ]);
    const policies = failing.policies.slice(0, 1);
    const open = (seconds: number, planHash = PLAN_HASH) =>
      gatesAhead(outcome.next, at(seconds, { policies, planHash })).every(
        gate => gate.for !== 'policy',
      );
    expect(open(62)).toBe(true);
    expect(open(60 + 4 * 3600)).toBe(true);
    expect(open(61 + 4 * 3600)).toBe(false);
    expect(open(62, 'b'.repeat(64))).toBe(false);
    expect(
      decide(outcome.next, ADVANCE, controller, at(62, { policies })),
    ).toMatchObject({ accepted: true });
  });

  it('tells owners, operators and security, and opens a review', () => {
    const { effects } = accepted(
      decide(
        observing,
        given,
        petra,
        at(61, { ...failing, security: ['group:default/security'] }),
      ),
    );
    expect(effects).toContainEqual(
      expect.objectContaining({
        kind: 'notify',
        topic: 'bypassed',
        recipients: [OWNERS, OPERATORS, 'group:default/security'],
        except: null,
      }),
    );
    expect(effects).toContainEqual(
      expect.objectContaining({
        kind: 'open-review',
        review: 'bypass',
        id: 'new-id',
        actor: petra,
        subject: 'rehearsal',
      }),
    );
  });

  it('goes past one freeze and no other', () => {
    const both = {
      freezes: [
        ...frozen.freezes,
        { ...frozen.freezes[0], id: 'shop', sentence: 'The shop is frozen' },
      ],
    };
    const { next } = accepted(
      decide(
        observing,
        { ...given, policy: 'freeze', freeze: 'november' },
        dana,
        at(61, both),
      ),
    );
    expect(gatesAhead(next, at(62, both))).toEqual([
      expect.objectContaining({
        for: 'freeze',
        sentence: 'The shop is frozen',
      }),
    ]);
  });

  it('is named by the stage that opens by it, and only by that', () => {
    const { next } = accepted(
      decide(
        observing,
        { ...given, policy: 'freeze', freeze: 'november' },
        dana,
        at(61, frozen),
      ),
    );
    const opened = accepted(decide(next, ADVANCE, controller, at(62, frozen)));
    expect(opened.sentence).toMatch(
      /^Stage 2 opens: .*, past a freeze by the bypass of dana$/,
    );
    expect(opened.evidence).toMatchObject({
      bypasses: [{ freeze: 'november', actor: dana, reviewId: 'new-id' }],
    });
    const thawed = accepted(decide(next, ADVANCE, controller, at(62, {})));
    expect(thawed.sentence).not.toMatch(/bypass/);
    expect(thawed.evidence).not.toHaveProperty('bypasses');
  });

  it('ends with an edit of the plan, also when it is edited back', () => {
    const policies = failing.policies.slice(0, 1);
    const proposed = follow([]);
    const { next } = accepted(
      decide(proposed, given, petra, at(20, { policies })),
    );
    const first = makeContext();
    const other = {
      plan: makePlan({ end: '2026-11-24T12:00:00.000Z' }),
      planHash: 'b'.repeat(64),
    };
    const edit = {
      command: 'revise',
      version: 1,
      reason,
      plan: { ...other.plan, playbook: 'standard' },
    } as const;
    const away = accepted(
      decide(next, edit, dana, at(21, { revised: other })),
    ).next;
    const back = accepted(
      decide(away, edit, dana, at(22, { ...other, revised: first })),
    ).next;
    expect(
      gatesAhead(back, at(23, { policies })).map(gate => gate.for),
    ).toContain('policy');
    expect(decide(back, given, petra, at(23, { policies }))).toMatchObject({
      accepted: true,
    });
  });

  it('leaves approvals and objections as they are', () => {
    const waiting = follow([
      ...toFivePercent,
      [{ command: 'await', reason }, controller, at(200, {})],
      [
        { command: 'object', version: 1, planHash: PLAN_HASH, reason },
        petra,
        at(205, {}),
      ],
    ]);
    const policies = failing.policies.slice(0, 1);
    const { next } = accepted(
      decide(waiting, given, petra, at(210, { policies })),
    );
    expect(
      gatesAhead(next, at(211, { policies })).map(gate => gate.for),
    ).toEqual(['objection', 'approvals']);
  });
});

describe('people who were asked', () => {
  const asked = follow([
    ...toFivePercent,
    [{ command: 'await', reason }, controller, at(200, {})],
  ]);

  it('are not asked while a freeze stands, and anew when it has ended', () => {
    expect(decide(asked, approveStage(2), omar, at(300, frozen))).toMatchObject(
      { accepted: false, code: 'gate-closed' },
    );
    const stopped = accepted(decide(asked, AWAIT, controller, at(300, frozen)));
    expect(stopped.next).toMatchObject({ askedAt: null, askedOn: null });
    const again = accepted(
      decide(stopped.next, AWAIT, controller, at(9000, {})),
    );
    expect(again.next.askedAt).toBe(after(9000).toISOString());
    expect(again.effects).toContainEqual(
      expect.objectContaining({ topic: 'approval-wanted' }),
    );
  });
});
