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
import type {
  Plan,
  Reversal,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import { CHAIN_START } from '../chain/chain';
import { hashPlan } from '../chain/hash';
import { tellStaleFlags } from '../governance/tellStaleFlags';
import type { RolloutState } from '../lifecycle';
import { Discussion } from '../discussion/Discussion';
import type { CommentPosition } from '../store/comments';
import { appendDecision } from '../store/decisions';
import { insertExperiment } from '../store/experiments';
import { keepPlan } from '../store/plans';
import { prepareDatabase } from '../store/prepare';
import { insertRollout } from '../store/rollouts';
import {
  controller,
  dana,
  ines,
  makeCheck,
  makeContext,
  makeExperimentDraft,
  makePlan,
  omar,
  petra,
} from '../testing/plans';
import { seenBy } from '../testing/rows';
import { makeState } from '../testing/subjects';
import { Insights } from './Insights';

jest.setTimeout(60_000);

const DAY = 86_400_000;
const BASE = Date.now();
const ago = (ms: number) => new Date(BASE - ms).toISOString();
const CHECKOUT = 'component:default/checkout';
const SEARCH = 'component:default/search';

const reversal: Reversal = {
  cause: 'person',
  sentence: 'Baskets looked empty',
  checks: [],
  actor: petra,
  decidedAt: ago(DAY),
  restoredAt: ago(DAY - 2000),
  verifiedAt: ago(DAY - 3000),
};

describe('what is said and measured', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  let knex: Knex;

  async function add(
    id: string,
    service: string,
    state: Partial<RolloutState>,
    more: { drill?: boolean; targets?: Plan['targets'] } = {},
  ) {
    const plan = makePlan({
      service,
      ...(more.targets && { targets: more.targets }),
      ...(more.drill && { drill: { breach: 'injected-metric' as const } }),
    });
    await insertExperiment(knex, {
      id: `e-${id}`,
      service,
      system: 'system:default/shop',
      body: { ...makeExperimentDraft(), title: `Title of ${id}` },
      requested_by: dana,
      chain_hash: CHAIN_START,
    });
    await keepPlan(knex, hashPlan(plan), plan);
    await insertRollout(knex, {
      id,
      experimentId: `e-${id}`,
      plan,
      planHash: hashPlan(plan),
      state: makeState(state),
      people: makeContext().people,
      service,
      system: 'system:default/shop',
      owner: 'group:default/payments',
      tags: [],
    });
  }

  async function decide(id: string, command: string, at: string, seconds = 0) {
    await knex.transaction(trx =>
      appendDecision(trx, {
        experimentId: `e-${id}`,
        rolloutId: id,
        at: new Date(Date.parse(at) + seconds * 1000).toISOString(),
        actor: command === 'await' ? controller : omar,
        command,
        reason: 'Because',
        evidence: {},
        policies: [],
        result: { phase: 'waiting', stageIndex: 0, sentence: 'So' },
        planHash: null,
      }),
    );
  }

  beforeAll(async () => {
    knex = await databases.init('POSTGRES_18');
    await prepareDatabase(mockServices.database({ knex }));
    const entered = { index: 0, enteredAt: ago(2 * DAY), leftAt: null };
    await add('taken-back', CHECKOUT, {
      phase: 'rolled-back',
      stageTimes: [entered],
      reversal,
      endedAt: ago(DAY),
    });
    await add('goes-on', SEARCH, { phase: 'observing', stageTimes: [entered] });
    await add(
      'rehearsed',
      CHECKOUT,
      { phase: 'rolled-back', stageTimes: [entered], reversal },
      { drill: true },
    );
    await decide('goes-on', 'propose', ago(3 * DAY));
    await decide('goes-on', 'await', ago(2 * DAY));
    await decide('goes-on', 'approve', ago(2 * DAY), 90);
    await decide('goes-on', 'bypass', ago(DAY));
    await knex('experiments')
      .where({ id: 'e-taken-back' })
      .update({ outcome: 'refuted', concluded_at: ago(DAY) });
  });

  const query = { from: ago(7 * DAY), to: ago(-DAY) };
  const everything = seenBy(petra);
  const onlySearch = {
    ...everything,
    visibility: { column: 'service' as const, values: [SEARCH] },
  };
  const nothing = { ...everything, visibility: 'nothing' as const };

  async function valuesOf(viewer = everything, more = {}) {
    const insights = new Insights({ knex });
    const { figures } = await insights.get({ ...query, ...more }, viewer);
    return Object.fromEntries(figures.map(({ id, value }) => [id, value]));
  }

  it('counts what happened, and no drill', async () => {
    expect(await valuesOf()).toMatchObject({
      'change-fail-rate': 0.5,
      'manual-rollbacks': 1,
      'automatic-rollbacks': 0,
      'time-to-restore': 3,
      'approval-wait': 90,
      'hypotheses-refuted': 1,
      'disciplined-reversals': 1,
      bypasses: 1,
    });
  });

  it('counts only what its viewer sees, and what is asked for', async () => {
    expect(await valuesOf(onlySearch)).toMatchObject({
      'change-fail-rate': 0,
      'manual-rollbacks': 0,
      'hypotheses-refuted': null,
      bypasses: 1,
    });
    expect(await valuesOf(nothing)).toMatchObject({
      'change-fail-rate': null,
      'approval-wait': null,
      bypasses: 0,
    });
    expect(
      await valuesOf(everything, { system: 'system:default/other' }),
    ).toMatchObject({ 'change-fail-rate': null, bypasses: 0 });
    expect(
      await valuesOf(everything, { environment: 'staging' }),
    ).toMatchObject({ 'change-fail-rate': null, bypasses: 0 });
  });

  it('thanks by name, and leads to what is behind a figure', async () => {
    const insights = new Insights({ knex });
    const { thanks, environments } = await insights.get(query, everything);
    expect(environments).toEqual([makePlan().environment]);
    expect(thanks).toMatchObject([
      {
        rolloutId: 'taken-back',
        name: petra.name,
        title: 'Title of taken-back',
      },
    ]);
    expect(
      await insights.behind('manual-rollbacks', query, everything),
    ).toMatchObject({ total: 1, items: [{ rolloutId: 'taken-back' }] });
    expect(
      await insights.behind('manual-rollbacks', query, onlySearch),
    ).toEqual({ total: 0, items: [] });
  });

  it('thanks nobody where a guardrail had breached before', async () => {
    const trx = await knex.transaction();
    await trx('rollouts')
      .where({ id: 'taken-back' })
      .update({
        state: trx.raw(`jsonb_set(state, '{reversal,checks}', ?)`, [
          JSON.stringify([makeCheck({ verdict: 'breached' })]),
        ]),
      });
    const { thanks } = await new Insights({ knex: trx }).get(query, everything);
    await trx.rollback();
    expect(thanks).toEqual([]);
  });

  it('tells the owners of a stale flag once', async () => {
    const targets = makePlan().targets.map(target => ({
      ...target,
      kind: 'feature-flag',
    }));
    await add(
      'stale',
      CHECKOUT,
      { phase: 'completed', endedAt: ago(31 * DAY) },
      { targets },
    );
    await add(
      'young',
      CHECKOUT,
      { phase: 'completed', endedAt: ago(29 * DAY) },
      {
        targets,
      },
    );
    expect(await tellStaleFlags(knex)).toBe(1);
    const told = await knex('outbox')
      .where('dedupe_key', 'flag-stale/stale')
      .first();
    // Also once what was delivered is forgotten.
    await knex('outbox').delete();
    expect(await tellStaleFlags(knex)).toBe(0);
    expect(told.payload).toMatchObject({
      topic: 'flag-stale',
      recipients: makeContext().people.owners,
    });
  });

  describe('a discussion', () => {
    const discussion = () => new Discussion({ knex });
    const say = (text: string, viewer = seenBy(dana), rolloutId?: string) =>
      discussion().comment(
        { experimentId: 'e-goes-on', rolloutId, text },
        viewer,
      );
    const list = (
      page: { limit: number; after?: CommentPosition },
      rolloutId?: string,
    ) =>
      discussion().list(
        { experimentId: 'e-goes-on', rolloutId },
        seenBy(omar),
        page,
      );

    it('is read page by page, newest first, and tells who takes part', async () => {
      for (const text of ['One', 'Two']) await say(text);
      await say('Three', seenBy(omar), 'goes-on');
      const first = await list({ limit: 2 });
      expect(first.items.map(({ text }) => text)).toEqual(['Three', 'Two']);
      expect(first.items.map(({ own }) => own)).toEqual([true, false]);
      const rest = await list({ limit: 2, after: first.next });
      expect(rest.items.map(({ text }) => text)).toEqual(['One']);
      expect(rest.next).toBeUndefined();
      expect((await list({ limit: 9 }, 'goes-on')).items).toHaveLength(1);
      const told = await knex('outbox')
        .where('kind', 'notify')
        .whereRaw(`payload ->> 'topic' = 'commented'`)
        .orderBy('id', 'desc')
        .first();
      expect(told.payload).toMatchObject({ except: omar.ref });
      expect(told.payload.recipients).toContain(dana.ref);
    });

    it('lets nobody withdraw what another said, and keeps no word of it', async () => {
      const { id } = await say('Secret');
      await expect(discussion().withdraw(id, seenBy(omar))).rejects.toThrow(
        'withdrawn by whoever wrote it',
      );
      expect(await discussion().withdraw(id, seenBy(dana))).toMatchObject({
        text: null,
        own: false,
      });
      expect(await knex('comments').where({ id }).first()).toMatchObject({
        text: null,
      });
    });

    it('is not there for who may not see the experiment', async () => {
      const outsider = { ...seenBy(ines), visibility: 'nothing' as const };
      await expect(say('Hello?', outsider)).rejects.toThrow(
        'There is no experiment e-goes-on',
      );
      const { id } = await say('Here');
      await expect(discussion().withdraw(id, outsider)).rejects.toThrow(
        /There is no comment/,
      );
    });

    it('takes no rollout of another experiment', async () => {
      await expect(
        say('Here?', seenBy(dana), 'taken-back'),
      ).rejects.toMatchObject({
        detail: { problems: [{ path: ['rolloutId'] }] },
      });
    });
  });
});
