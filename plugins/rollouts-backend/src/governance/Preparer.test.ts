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

import type { Actor } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Person } from '../people/Directory';
import {
  accepted,
  after,
  approveStage,
  follow,
  reason,
  rollBack,
} from '../testing/steps';
import {
  APPROVERS,
  controller,
  makeContext,
  makePlan,
  olga,
  omar,
  OPERATORS,
  OWNERS,
  person,
  PLAN_HASH,
  NOW,
} from '../testing/plans';
import { decide, type AnyCommand, type RolloutState } from '../lifecycle';
import { gatesAhead } from '../lifecycle/gates';
import type { StoredRollout } from '../store/rollouts';
import { withRollbackAuthority } from '../people/service';
import { UnavailableError } from '../problems/errors';
import { Preparer } from './Preparer';

const SECURITY = 'group:default/security';
const BETWEEN = 'group:default/security-night';
const NIGHT_SHIFT = 'group:default/night-shift';
const sam = person('sam', [SECURITY]);
const plan = makePlan();
plan.stages[0] = {
  ...plan.stages[0],
  approvals: {
    required: 1,
    from: 'approvers',
    also: [{ required: 1, from: SECURITY }],
  },
};
const people = {
  owners: [OWNERS],
  approvers: [APPROVERS],
  operators: [OPERATORS],
};
const advance: AnyCommand = { command: 'advance', reason };

function stored(state: RolloutState, over: Partial<StoredRollout> = {}) {
  return {
    state,
    plan,
    planHash: PLAN_HASH,
    version: 3,
    service: plan.service,
    people,
    ...over,
  } as StoredRollout;
}

/** A catalogue that says this of people; null: it does not answer. */
function preparerWith(
  known: Record<string, string[]> | null,
  gone: readonly string[] = [],
) {
  const answer = async <T>(value: T): Promise<T> => {
    if (known === null) throw new UnavailableError('The catalogue is down', '');
    return value;
  };
  const none = async () => {
    throw new Error('Nobody asks for it');
  };
  const directory = {
    service: (ref: string) =>
      answer({
        ref,
        title: ref,
        system: null,
        owner: null,
        tags: [],
        people,
        targets: [],
        targetsTrouble: null,
        scope: null,
        risk: null,
      }),
    person: (ref: string) =>
      answer<Person | undefined>(
        known?.[ref] && { name: ref, groups: known[ref] },
      ),
    missing: (refs: string[]) =>
      answer([...new Set(refs)].filter(ref => gone.includes(ref))),
  };
  return new Preparer({
    directory,
    live: directory,
    planner: { plan: none },
    policies: { ask: async () => ({}), judgeAtDoor: none },
  } as unknown as ConstructorParameters<typeof Preparer>[0]);
}

describe('when a stage opens', () => {
  const both = [omar, olga, sam].reduce(
    (state, actor) =>
      accepted(decide(state, approveStage(0), actor, makeContext({ plan })))
        .next,
    follow([]),
  );
  const [omarsOnly, all] = [
    {
      ...both,
      approvals: both.approvals.filter(({ actor }) => actor !== olga),
    },
    both,
  ];
  /** Sam is in a group below the one that is asked. */
  const throughBetween = {
    ...omarsOnly,
    approvals: omarsOnly.approvals.map(approval =>
      approval.actor === sam
        ? { ...approval, groups: [BETWEEN, SECURITY] }
        : { ...approval, groups: [APPROVERS] },
    ),
  };
  const AS_BEFORE = {
    [omar.ref]: [APPROVERS],
    [olga.ref]: [APPROVERS],
    [sam.ref]: [SECURITY],
  };
  /** What comes of a command, as the catalogue has people then. */
  const decided = async (
    state: RolloutState,
    known: Record<string, string[]> | null,
    command: AnyCommand,
    actor: Actor,
    gone: readonly string[] = [],
    now = NOW,
  ) => {
    const prepared = await preparerWith(known, gone).prepare(
      stored(state),
      command,
      actor,
    );
    const { memberships, refusal } = prepared;
    const context = makeContext({ plan, people, memberships, now });
    return refusal ?? decide(state, command, actor, context);
  };
  const waiting = (state: RolloutState) => ({
    ...state,
    phase: 'waiting' as const,
  });

  it.each([
    ['everybody is who they were', omarsOnly, AS_BEFORE, undefined],
    [
      'somebody was removed from the group a second ago',
      omarsOnly,
      { ...AS_BEFORE, [sam.ref]: [] },
      'sam approved it and may no longer do so',
    ],
    [
      'somebody has left',
      omarsOnly,
      { [omar.ref]: [APPROVERS] },
      'sam approved it and may no longer do so',
    ],
    [
      'another one of the group approved as well',
      all,
      { ...AS_BEFORE, [omar.ref]: [] },
      undefined,
    ],
    [
      'who moved now fills the other quorum',
      all,
      { ...AS_BEFORE, [omar.ref]: [SECURITY], [sam.ref]: [] },
      undefined,
    ],
    [
      'who moved now fills the other quorum, and nobody theirs',
      omarsOnly,
      { ...AS_BEFORE, [omar.ref]: [SECURITY] },
      'needs one approval of storefront-owners',
    ],
  ])('%s', async (_, state, known, refused) => {
    const outcome = await decided(waiting(state), known, advance, controller);
    expect(outcome.accepted ? '' : outcome.reason).toContain(refused ?? '');
    expect(outcome.accepted).toBe(refused === undefined);
  });

  describe('a group that the catalogue does not have', () => {
    const ask: AnyCommand = { command: 'await', reason };
    const NONE = { ...AS_BEFORE, [sam.ref]: [] };
    const closed =
      /^Stage 1 needs one approval of security .*: whether sam, who approved it, still may is not known, the catalogue has no security now/;

    it.each([
      ['whose members are lost with it', NONE, [SECURITY], 'unknown'],
      ['that people still say they are in', AS_BEFORE, [SECURITY], 'unknown'],
      ['between sam and security', NONE, [BETWEEN], 'unknown'],
      ['of nobody concerned', AS_BEFORE, ['group:default/other'], 'counts'],
      ['of nobody concerned, sam removed', NONE, ['group:default/x'], 'lapses'],
      [
        'while sam has left for good',
        { [omar.ref]: [APPROVERS] },
        [SECURITY],
        'lapses',
      ],
    ])('%s', async (_, known, gone, fate) => {
      const state = waiting(throughBetween);
      const opens = await decided(state, known, advance, controller, gone);
      expect(opens.accepted).toBe(fate === 'counts');
      const outcome = await decided(state, known, ask, controller, gone);
      const { next } = outcome.accepted ? outcome : { next: state };
      expect(next.approvals[1]).toEqual({
        ...throughBetween.approvals[1],
        ...(fate === 'lapses' && { lapsedAt: NOW.toISOString() }),
        ...(fate === 'unknown' && {
          unknown: { since: NOW.toISOString(), missing: gone },
        }),
      });
    });

    it('keeps the stage closed, says which, and opens it when it is back', async () => {
      const lost = accepted(
        await decided(waiting(omarsOnly), NONE, ask, controller, [SECURITY]),
      );
      expect(lost.next.phase).toBe('proposed');
      expect(gatesAhead(lost.next, makeContext({ plan }))[0].sentence).toMatch(
        closed,
      );
      expect(lost.effects).not.toContainEqual(
        expect.objectContaining({ topic: 'approval-void' }),
      );
      expect(
        await decided(lost.next, NONE, ask, controller, [SECURITY]),
      ).toMatchObject({ accepted: false });
      const back = accepted(
        await decided(lost.next, AS_BEFORE, ask, controller),
      );
      expect(back.sentence).toBe('The approval of sam counts again');
      expect(back.next).toMatchObject({ phase: 'approved', askedAt: null });
      expect(back.next.approvals[1].unknown).toBeUndefined();
    });

    it('is taken to be deleted after a day, and then people are asked anew', async () => {
      const lost = accepted(
        await decided(waiting(omarsOnly), NONE, ask, controller, [SECURITY]),
      ).next;
      const later = (seconds: number) =>
        decided(lost, NONE, ask, controller, [SECURITY], after(seconds));
      expect(await later(86_399)).toMatchObject({ accepted: false });
      const { next, sentence, effects } = accepted(await later(86_400));
      expect(next.approvals[1].lapsedAt).toBe(after(86_400).toISOString());
      expect(sentence).toBe(
        'The approval of sam lapsed: for a day the catalogue had no security',
      );
      expect(effects).toContainEqual(
        expect.objectContaining({ topic: 'approval-void' }),
      );
      expect(gatesAhead(next, makeContext({ plan }))[0].sentence).toMatch(
        /the approval of sam lapsed, .* no security; bring it back, or let/,
      );
    });

    it('lapses when it is back without them', async () => {
      const lost = accepted(
        await decided(waiting(omarsOnly), NONE, ask, controller, [SECURITY]),
      );
      const { next, effects } = accepted(
        await decided(lost.next, NONE, ask, controller),
      );
      expect(next.approvals[1]).toMatchObject({ lapsedAt: NOW.toISOString() });
      expect(effects).toContainEqual(
        expect.objectContaining({ topic: 'approval-void' }),
      );
    });

    it('is no way to approve, and says so to whoever is in it', async () => {
      const outcome = await decided(
        follow([]),
        AS_BEFORE,
        approveStage(0),
        sam,
        [SECURITY],
      );
      expect(outcome).toMatchObject({
        accepted: false,
        reason:
          'Whether this is for you is not known: the catalogue has no security now',
      });
    });
  });

  it('stays closed while the catalogue does not answer', async () => {
    expect(
      await decided(waiting(omarsOnly), null, advance, controller),
    ).toMatchObject({
      reason: expect.stringMatching(/stays closed: The catalogue is down/),
    });
  });

  it('asks again for an approval that lapsed, also of whoever comes back', async () => {
    const known = { ...AS_BEFORE, [sam.ref]: [] };
    const ask: AnyCommand = { command: 'await', reason };
    const asked = accepted(
      await decided(waiting(omarsOnly), known, ask, controller),
    );
    expect(asked.next).toMatchObject({
      phase: 'proposed',
      askedAt: NOW.toISOString(),
      approvals: [{ groups: [APPROVERS] }, { lapsedAt: NOW.toISOString() }],
    });
    expect(asked.effects).toContainEqual(
      expect.objectContaining({
        topic: 'approval-wanted',
        recipients: [SECURITY],
      }),
    );
    const back = accepted(
      await decided(asked.next, AS_BEFORE, approveStage(0), sam),
    );
    expect(back.next.phase).toBe('approved');
  });

  it('tells whose approval lapsed while another was given, and who is asked in their place', async () => {
    const first = accepted(
      decide(follow([]), approveStage(0), sam, makeContext({ plan })),
    ).next;
    const { next, effects } = accepted(
      await decided(
        first,
        { ...AS_BEFORE, [sam.ref]: [] },
        approveStage(0),
        olga,
      ),
    );
    expect(next.phase).toBe('proposed');
    expect(effects).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          topic: 'approval-void',
          recipients: [sam.ref],
        }),
        expect.objectContaining({
          topic: 'approval-wanted',
          recipients: [SECURITY],
        }),
      ]),
    );
  });

  it('counts for the quorum that their membership now allows, without approving again', async () => {
    const first = accepted(
      decide(follow([]), approveStage(0), omar, makeContext({ plan })),
    ).next;
    const moved = { ...AS_BEFORE, [omar.ref]: [SECURITY] };
    const outcome = accepted(
      await decided(first, moved, approveStage(0), olga),
    );
    expect(outcome.next.phase).toBe('approved');
  });
});

describe('who may roll back, with the catalogue down', () => {
  const observing = {
    ...follow([]),
    phase: 'observing' as const,
    stageIndex: 0,
  };
  const lastSeen = { ...people, rollback: [NIGHT_SHIFT] };

  it('is known by the configuration and the system last seen, too', () => {
    const authority = [
      { system: 'system:default/shop', groups: [NIGHT_SHIFT] },
      { system: '*', groups: ['group:default/duty-managers'] },
    ];
    const inSystem = (system: string | null) =>
      withRollbackAuthority(people, system, authority).rollback;
    expect(inSystem('system:default/shop')).toEqual([
      NIGHT_SHIFT,
      'group:default/duty-managers',
    ]);
    expect(inSystem(null)).toEqual(['group:default/duty-managers']);
    expect(withRollbackAuthority(people, null, [])).toBe(people);
  });

  it.each([
    ['an owner', person('olaf', [OWNERS]), people, true],
    ['an operator', person('petra', [OPERATORS]), people, true],
    [
      'who may roll back the system',
      person('nia', [NIGHT_SHIFT]),
      lastSeen,
      true,
    ],
    ['nobody else', person('nia', [NIGHT_SHIFT]), people, false],
  ])('%s', async (_, actor, seen, may) => {
    const prepared = await preparerWith(null).prepare(
      stored(observing, { people: seen }),
      rollBack,
      actor,
    );
    const context = makeContext({
      plan,
      people: prepared.people ?? seen,
      freezes: [{ id: 'x', sentence: 'Frozen', until: null, who: [] }],
      now: NOW,
    });
    expect(decide(observing, rollBack, actor, context)).toMatchObject({
      accepted: may,
    });
  });
});
