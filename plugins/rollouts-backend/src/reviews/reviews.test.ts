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

import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import {
  reviewClosePermission,
  type Actor,
  type Reversal,
  type ReviewBody,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import { CHAIN_START } from '../chain/chain';
import { hashPlan } from '../chain/hash';
import { applyEffects } from '../governance/effects';
import { incidentReview } from '../lifecycle/incident';
import { serviceOf } from '../people/service';
import { appendDecision } from '../store/decisions';
import { insertExperiment } from '../store/experiments';
import { keepPlan } from '../store/plans';
import { prepareDatabase } from '../store/prepare';
import { openReviewsOf } from '../store/reviews';
import { insertRollout } from '../store/rollouts';
import { organisation } from '../__testUtils__/entities';
import {
  controller,
  dana,
  ines,
  makeCheck,
  makeContext,
  makeExperimentDraft,
  makePlan,
  NOW,
  omar,
  petra,
} from '../testing/plans';
import { seenBy } from '../testing/rows';
import { makeState } from '../testing/subjects';
import { ReviewDesk } from './ReviewDesk';
import {
  refuseCloser,
  refuseTicking,
  refuseUnfinished,
  refuseWriting,
  tickedOnly,
} from './rights';
import { tellDue, tellOverdueActions } from './tellDue';
import { incidentTimeline } from './timeline';

jest.setTimeout(60_000);

const at = (seconds: number) =>
  new Date(NOW.getTime() + seconds * 1000).toISOString();
const REVERSAL: Reversal = {
  cause: 'breach',
  sentence: 'error ratio 4.0 %, limit 2.0 %',
  checks: [makeCheck({ sentence: 'error ratio 4.0 %, limit 2.0 %' })],
  actor: controller,
  firstSeenAt: at(0),
  confirmedAt: at(10),
  decidedAt: at(10.2),
  restoredAt: at(10.5),
  verifiedAt: at(11),
};
const { people } = makeContext();

describe('an incident', () => {
  const opens = (
    cause: Reversal['cause'],
    actor: Actor,
    context = makeContext({ people: { ...people, rollback: [ines.ref] } }),
  ) => incidentReview({ cause, sentence: 'Because' }, actor, context);

  it.each<[Reversal['cause'], Actor, number]>([
    ['breach', controller, 1],
    ['no-data', controller, 1],
    ['fault', controller, 1],
    ['outside', controller, 1],
    ['end', controller, 0],
    ['undecided', controller, 0],
    ['person', petra, 1],
    ['person', dana, 0],
    ['person', omar, 0],
    ['person', ines, 1],
  ])('by %s of %j opens %d reviews', (cause, actor, reviews) => {
    expect(opens(cause, actor)).toHaveLength(reviews);
  });

  it('is one where its owner says so', () => {
    const marked = {
      cause: 'person',
      sentence: 'Now',
      emergency: true,
    } as const;
    expect(incidentReview(marked, dana, makeContext())).toHaveLength(1);
  });

  it('is due in five working days, and a drill is none', () => {
    // NOW is a Sunday.
    expect(opens('breach', controller)).toEqual([
      expect.objectContaining({
        review: 'incident',
        subject: 'breach',
        dueAt: '2026-11-27T12:00:00.000Z',
      }),
    ]);
    const plan = makePlan({ drill: { breach: 'injected-metric' } });
    expect(opens('breach', controller, makeContext({ plan }))).toEqual([]);
  });

  it('has its timeline filled in, with the seconds between', () => {
    expect(
      incidentTimeline(REVERSAL).map(({ what, seconds }) => [
        what,
        seconds?.toFixed(1),
      ]),
    ).toEqual([
      ['breached', undefined],
      ['detected', '10.0'],
      ['decided', '0.2'],
      ['restored', '0.3'],
      ['verified', '0.5'],
    ]);
    const { restoredAt: _, verifiedAt: __, ...started } = REVERSAL;
    expect(incidentTimeline(started).at(-1)?.what).toBe('decided');
  });
});

describe('closing', () => {
  const bypass = { kind: 'bypass', about: dana.ref, closed: false } as const;

  it.each<[string, Actor, string | undefined]>([
    ['another owner', omar, undefined],
    ['an operator', petra, undefined],
    ['whom it is about', dana, 'not-eligible'],
    ['somebody without a role', ines, 'not-eligible'],
    [
      'a person through a plugin',
      { ...omar, kind: 'person-through-plugin' },
      'actor-kind',
    ],
  ])('by %s', (_, actor, code) => {
    expect(refuseCloser(bypass, actor, people)?.code).toBe(code);
  });

  it('is not for one that is closed, and writing neither', () => {
    const closed = { ...bypass, closed: true };
    expect(refuseCloser(closed, omar, people)?.code).toBe('not-open');
    expect(refuseWriting(closed, omar, people)?.code).toBe('not-open');
    expect(refuseWriting(bypass, dana, people)).toBeUndefined();
  });

  const action = { text: 'Warm it', owner: dana.ref, due: '2026-12-01' };

  it('leaves what is done since to be said, by whom it is for', () => {
    const body = (done: boolean, conclusion = 'Cold cache') => ({
      notes: '',
      actions: [{ ...action, owner: ines.ref, done }],
      conclusion,
    });
    const ticked = tickedOnly(body(false), body(true));
    expect(ticked).toEqual(body(true).actions);
    expect(tickedOnly(body(false), body(true, 'None'))).toBeUndefined();
    expect(
      tickedOnly(body(false), { ...body(true), actions: [] }),
    ).toBeUndefined();
    expect(refuseTicking(ticked ?? [], ines, people)).toBeUndefined();
    expect(refuseTicking([], ines, people)?.code).toBe('not-eligible');
  });

  it.each<[string, Partial<ReviewBody>, string | undefined]>([
    ['all there', {}, undefined],
    ['no conclusion', { conclusion: '' }, 'The conclusion is empty'],
    [
      'nobody to do it',
      { actions: [{ ...action, owner: null, done: false }] },
      'The action "Warm it" has no owner',
    ],
    [
      'no day',
      { actions: [{ ...action, due: null, done: true }] },
      'The action "Warm it" has no day',
    ],
  ])('with %s', (_, change, reason) => {
    const body = {
      notes: '',
      actions: [{ ...action, done: false }],
      conclusion: 'Cold cache',
      ...change,
    };
    expect(refuseUnfinished(body)?.reason).toBe(reason);
  });
});

describe('on PostgreSQL', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  const all = new Set([reviewClosePermission.name]);
  const service = organisation().find(
    ({ metadata }) => metadata.name === 'checkout',
  );
  let knex: Knex;
  let desk: ReviewDesk;
  beforeAll(async () => {
    knex = await databases.init('POSTGRES_18');
    await prepareDatabase(mockServices.database({ knex }));
    desk = new ReviewDesk({
      knex,
      directory: {
        service: async () =>
          service && serviceOf(service, ['group:default/on-call']),
      },
    });
    const plan = makePlan();
    await insertExperiment(knex, {
      id: 'experiment',
      service: plan.service,
      system: null,
      body: makeExperimentDraft(),
      requested_by: dana,
      chain_hash: CHAIN_START,
    });
    await keepPlan(knex, hashPlan(plan), plan);
    await insertRollout(knex, {
      id: 'rollout',
      experimentId: 'experiment',
      plan,
      planHash: hashPlan(plan),
      state: makeState({ phase: 'rolled-back', reversal: REVERSAL }),
      people,
      service: plan.service,
      system: null,
      owner: null,
      tags: [],
    });
  });

  async function open(
    review: 'incident' | 'bypass',
    id: string,
    actor: Actor,
  ): Promise<void> {
    await knex.transaction(async trx => {
      const decision = await appendDecision(trx, {
        experimentId: 'experiment',
        rolloutId: 'rollout',
        at: NOW.toISOString(),
        actor,
        command: 'roll-back',
        reason: 'Because',
        evidence: {},
        policies: [],
        result: { phase: 'rolled-back', stageIndex: 0, sentence: 'Back' },
        planHash: null,
      });
      await applyEffects(
        trx,
        [
          {
            kind: 'open-review',
            review,
            id,
            dueAt: at(-86_400 * 365),
            actor,
            subject: 'breach',
            reason: 'Because',
          },
        ],
        { rolloutId: 'rollout', plan: {}, decision, targets: undefined },
      );
    });
  }

  it('opens one of an incident, counts, tells once, and is closed by another with its history kept', async () => {
    await open('incident', 'first', controller);
    await open('incident', 'second', controller);
    await open('bypass', 'bypass', dana);
    expect(await openReviewsOf(knex, dana.ref)).toBe(1);
    const counts = await desk.counts(seenBy(omar, all));
    expect(counts).toMatchObject({
      incident: { open: 1, overdue: 1, actions: 0 },
      bypass: { open: 1, overdue: 1 },
    });
    expect([await tellDue(knex), await tellDue(knex)]).toEqual([2, 0]);
    const told = await knex('outbox').where({ kind: 'notify' });
    expect(told.map(({ payload }) => payload.link).sort()).toEqual([
      '/rollouts/reviews/bypass',
      '/rollouts/reviews/first',
    ]);

    const { items } = await desk.list({ state: 'open' }, seenBy(omar, all), {
      limit: 10,
    });
    expect(items.map(({ id }) => id)).toEqual(['bypass', 'first']);
    const review = await desk.get('first', seenBy(omar, all));
    expect(review).toMatchObject({
      overdue: true,
      timeline: { length: 5 },
      close: { open: true },
    });
    const body: ReviewBody = {
      notes: 'Cold cache',
      actions: [
        { text: 'Warm it', owner: dana.ref, due: '2020-01-31', done: false },
      ],
      conclusion: 'Warm caches first',
    };
    const write = (
      id: string,
      version: number,
      closes: boolean,
      by = omar,
      what = body,
    ) =>
      desk.write(
        { id, version, body: what, closes, actor: by },
        seenBy(by, all),
        trx => desk.view(trx, id, seenBy(by, all)),
      );
    await write('first', 1, false);
    await expect(write('first', 1, true)).rejects.toThrow(
      'The review has changed since you saw it',
    );
    expect(await write('first', 2, true)).toMatchObject({
      closedBy: { ref: omar.ref },
      close: { open: false },
      history: [
        { change: 'closed' },
        { change: 'written' },
        { change: 'opened' },
      ],
    });
    await expect(write('first', 3, false)).rejects.toThrow('closed');
    // Its actions outlive it: told once when they are overdue, then done.
    const overdue = () => tellOverdueActions(knex);
    expect([await overdue(), await overdue()]).toEqual([1, 0]);
    const { incident } = await desk.counts(seenBy(omar, all));
    expect(incident).toMatchObject({ actions: 1, actionsOverdue: 1 });
    const done = { ...body, actions: [{ ...body.actions[0], done: true }] };
    expect(await write('first', 3, false, dana, done)).toMatchObject({
      openActions: 0,
      write: { open: false },
      tick: { open: true },
    });
    // What is due within a day is told before it is overdue.
    await knex('reviews')
      .where({ id: 'bypass' })
      .update({ due_at: knex.raw(`now() + interval '23 hours'`) });
    expect([await tellDue(knex), await tellDue(knex)]).toEqual([1, 0]);
    await expect(write('bypass', 1, true, dana)).rejects.toThrow(
      'another person closes it',
    );
    await write('bypass', 1, true);
    expect(await openReviewsOf(knex, dana.ref)).toBe(0);
    await expect(
      knex('acts').where({ kind: 'review' }).update({ hash: '' }),
    ).rejects.toThrow('append-only');
  });

  it('of a service that has left the catalogue is closed by those last seen', async () => {
    await open('bypass', 'left', dana);
    const gone = new ReviewDesk({
      knex,
      directory: { service: async () => undefined },
    });
    const body = { notes: '', actions: [], conclusion: 'It is no more' };
    const close = (actor: Actor) =>
      gone.write(
        { id: 'left', version: 1, body, closes: true, actor },
        seenBy(actor, all),
        trx => gone.view(trx, 'left', seenBy(actor, all)),
      );
    await expect(close(ines)).rejects.toThrow(/owners, approvers/);
    await expect(close(dana)).rejects.toThrow('another person closes it');
    expect(await close(omar)).toMatchObject({ closedBy: { ref: omar.ref } });
    expect(await openReviewsOf(knex, dana.ref)).toBe(0);
  });

  it('is not there for those who may not see the service', async () => {
    const blind = { ...seenBy(omar, all), visibility: 'nothing' as const };
    await expect(desk.get('first', blind)).rejects.toThrow(
      'There is no review first',
    );
    const { items } = await desk.list({ state: 'closed' }, blind, { limit: 5 });
    expect(items).toEqual([]);
    expect((await desk.counts(blind)).incident.actions).toBe(0);
  });
});
