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

import fc from 'fast-check';
import {
  APPROVERS,
  controller,
  dana,
  makeContext,
  makePlan,
  olga,
  omar,
  OPERATORS,
  OWNERS,
  person,
} from '../testing/plans';
import { accepted, approveStage } from '../testing/steps';
import { decide, decidePropose } from '.';
import { assign } from './quorums';

/** The most places that can be taken, by trying everything. */
function most(
  people: readonly number[],
  places: readonly ((person: number) => boolean)[],
): number {
  const [mayTake, ...others] = places;
  if (!mayTake) return 0;
  const takers = people.filter(mayTake);
  return Math.max(
    most(people, others),
    ...takers.map(
      taker =>
        1 +
        most(
          people.filter(other => other !== taker),
          others,
        ),
    ),
  );
}

describe('assign', () => {
  const anyCase = fc
    .record({ people: fc.nat({ max: 5 }), places: fc.nat({ max: 5 }) })
    .chain(({ people, places }) =>
      fc.array(
        fc.array(fc.boolean(), { minLength: people, maxLength: people }),
        {
          minLength: places,
          maxLength: places,
        },
      ),
    );

  it('takes as many places as can be taken, and each person one', () => {
    fc.assert(
      fc.property(anyCase, may => {
        const people = [...(may[0] ?? []).keys()];
        const places = may.map(row => (index: number) => row[index]);
        const seated = assign(people, places);
        const taken = seated.flatMap(index => index ?? []);
        expect(new Set(taken).size).toBe(taken.length);
        seated.forEach((index, place) => {
          expect(index === null || may[place][index]).toBe(true);
        });
        expect(taken).toHaveLength(most(people, places));
      }),
    );
  });

  it('moves people on where a later one can take only their place', () => {
    const seated = assign(
      ['both', 'first only'],
      [() => true, who => who === 'both'],
    );
    expect(seated).toEqual([1, 0]);
  });
});

describe('several quorums of a stage', () => {
  const SECURITY = 'group:default/security';
  const plan = makePlan();
  plan.stages[0] = {
    ...plan.stages[0],
    approvals: {
      required: 1,
      from: 'approvers',
      also: [{ required: 1, from: SECURITY }],
    },
  };
  const context = makeContext({ plan });
  const proposed = accepted(decidePropose('Because', dana, context)).next;
  const inBoth = person('bea', [APPROVERS, SECURITY]);
  const sam = person('sam', [SECURITY]);

  it.each([
    ['one person in both groups is not enough', [inBoth], 'proposed'],
    ['two of the same group are not enough', [omar, olga], 'proposed'],
    ['one of each is enough', [omar, sam], 'approved'],
    ['whoever fits both makes room: first', [inBoth, omar], 'approved'],
    ['whoever fits both makes room: last', [sam, inBoth], 'approved'],
  ])('%s', (_, people, phase) => {
    const state = people.reduce(
      (before, actor) =>
        accepted(decide(before, approveStage(0), actor, context)).next,
      proposed,
    );
    expect(state.phase).toBe(phase);
    expect(
      decide(state, { command: 'start', reason: 'x' }, controller, context),
    ).toMatchObject({ accepted: phase === 'approved' });
  });

  it('asks only those who are still missing, by their quorum', () => {
    const state = accepted(
      decide(proposed, approveStage(0), sam, context),
    ).next;
    expect(
      decide(state, approveStage(0), person('petra', [OPERATORS]), context),
    ).toMatchObject({
      accepted: false,
      code: 'not-eligible',
      whoCould: [APPROVERS, SECURITY],
    });
  });

  it('asks nobody where no quorum asks for anybody', () => {
    const open = makePlan();
    open.stages[0] = {
      ...open.stages[0],
      approvals: { required: 0, from: 'approvers' },
    };
    expect(
      decide(
        { ...proposed, phase: 'proposed' },
        approveStage(0),
        omar,
        makeContext({ plan: open }),
      ),
    ).toMatchObject({
      accepted: false,
      code: 'not-open',
      reason: 'Stage 1 opens without asking anybody',
    });
  });

  it('refuses whoever requested it, through whatever group', () => {
    const through = person('dana', [OWNERS, APPROVERS, SECURITY]);
    expect(decide(proposed, approveStage(0), through, context)).toMatchObject({
      accepted: false,
      code: 'not-eligible',
      reason: 'Nobody approves a plan they requested or wrote',
    });
  });
});
