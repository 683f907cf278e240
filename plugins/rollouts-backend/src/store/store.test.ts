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
  Outcome,
  Verdict,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import { CHAIN_START } from '../chain/chain';
import { hashPlan } from '../chain/hash';
import { loadPlaybooks } from '../governance/loadPlaybooks';
import { decidePropose, type RolloutState } from '../lifecycle';
import {
  dana,
  makeContext,
  makeExperimentDraft,
  makePlan,
} from '../testing/plans';
import {
  insertExperiment,
  listExperiments,
  listLearnings,
  writeConclusion,
} from './experiments';
import { keepPlan } from './plans';
import {
  readNewestPlaybooks,
  readPlaybook,
  registerPlaybook,
} from './playbooks';
import { prepareDatabase } from './prepare';
import {
  countBoard,
  insertRollout,
  listAwaiting,
  listBoard,
  listWatched,
  readRollout,
  writeHealth,
  writeState,
  type StoredRollout,
} from './rollouts';
import { inTransaction } from './transaction';

jest.setTimeout(60_000);
const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

let knex: Knex;
beforeEach(async () => {
  knex = await databases.init('POSTGRES_18');
  await prepareDatabase(mockServices.database({ knex }));
});

function proposed(): RolloutState {
  const outcome = decidePropose('Because', dana, makeContext());
  if (!outcome.accepted) throw new Error(outcome.reason);
  return outcome.next;
}

async function addExperiment(id: string, title = 'Title'): Promise<void> {
  await insertExperiment(knex, {
    id,
    service: makePlan().service,
    system: null,
    body: makeExperimentDraft({ title }),
    requested_by: dana,
    chain_hash: CHAIN_START,
  });
}

async function addRollout(
  id: string,
  state: Partial<RolloutState> = {},
  health: Verdict | null = null,
): Promise<void> {
  const plan = makePlan();
  await addExperiment(id);
  await keepPlan(knex, hashPlan(plan), plan);
  await insertRollout(knex, {
    id,
    experimentId: id,
    plan,
    planHash: hashPlan(plan),
    state: { ...proposed(), askedAt: null, ...state },
    people: makeContext().people,
    service: plan.service,
    system: 'system:default/storefront',
    owner: 'group:default/storefront-team',
  });
  if (health) await mark(id, health);
}

async function stored(id: string): Promise<StoredRollout> {
  const rollout = await readRollout(knex, id);
  if (!rollout) throw new Error(`There is no ${id}`);
  return rollout;
}

async function mark(id: string, health: Verdict): Promise<void> {
  await writeHealth(knex, [{ rollout: await stored(id), health }]);
}

const observed = { phase: 'observing', stageIndex: 1 } as const;

const ids = async (
  filter: Parameters<typeof listBoard>[2] = {},
): Promise<string[]> =>
  (await listBoard(knex, 'all', filter, { limit: 100 })).map(
    row => row.rollout.id,
  );

describe('the board', () => {
  beforeEach(async () => {
    await addRollout('cancelled', {
      phase: 'cancelled',
      endedAt: new Date().toISOString(),
    });
    await addRollout('completed', { phase: 'completed', stageIndex: 2 });
    await addRollout('waiting', { phase: 'approved' });
    await addRollout('observing', observed, 'holds');
    await addRollout('asking', { askedAt: new Date().toISOString() });
    await addRollout('unknown', observed, 'unknown');
    await addRollout('held', { phase: 'held', stageIndex: 1 });
    await addRollout('breached', observed, 'breached');
    await addRollout('rolling-back', { phase: 'rolling-back', stageIndex: 1 });
    await addRollout('stuck', {
      phase: 'stuck',
      stageIndex: 1,
      stuck: { since: '', sentence: '', acknowledged: null },
    });
    await addRollout('rolled-back', {
      phase: 'rolled-back',
      endedAt: new Date().toISOString(),
    });
    await addRollout('long-ago', {
      phase: 'rolled-back',
      endedAt: '2020-01-01T00:00:00.000Z',
    });
  });

  it('shows what is most urgent first, of the same urgency the latest', async () => {
    expect(await ids()).toEqual([
      'stuck',
      'rolling-back',
      'breached',
      'held',
      'unknown',
      'asking',
      'observing',
      'waiting',
      'completed',
      'long-ago',
      'rolled-back',
      'cancelled',
    ]);
  });

  it('counts what it filters by', async () => {
    expect(await countBoard(knex, 'all', {})).toEqual({
      exposed: 7,
      'waiting-for-people': 3,
      'held-or-unknown': 2,
      'rolled-back-recently': 1,
    });
    expect((await ids({ group: 'exposed' })).sort()).toEqual([
      'breached',
      'completed',
      'held',
      'observing',
      'rolling-back',
      'stuck',
      'unknown',
    ]);
    expect(await ids({ group: 'waiting-for-people' })).toEqual([
      'stuck',
      'asking',
      'waiting',
    ]);
    expect(await ids({ group: 'held-or-unknown' })).toEqual([
      'held',
      'unknown',
    ]);
    expect(await ids({ group: 'rolled-back-recently' })).toEqual([
      'rolled-back',
    ]);
    expect(
      await countBoard(knex, 'all', { requestedBy: 'user:default/x' }),
    ).toEqual({
      exposed: 0,
      'waiting-for-people': 0,
      'held-or-unknown': 0,
      'rolled-back-recently': 0,
    });
  });

  it.each([1, 2, 5])('pages by %s without losing or repeating', async limit => {
    const seen: string[] = [];
    let after: Parameters<typeof listBoard>[3]['after'];
    do {
      const page = await listBoard(knex, 'all', {}, { limit, after });
      seen.push(...page.map(row => row.rollout.id));
      after = page.at(-1)?.position;
    } while (after);
    expect(seen).toEqual(await ids());
  });

  it.each([
    [{ requestedBy: 'user:default/dana' }, 12],
    [{ requestedBy: 'user:default/omar' }, 0],
    [{ owners: ['group:default/storefront-team'] }, 12],
    [{ owners: [] }, 0],
    [{ system: 'system:default/storefront' }, 12],
    [{ environment: 'staging' }, 0],
    [{ playbook: 'standard' }, 12],
    [{ phase: 'held' as const }, 1],
  ])('filters by %j', async (filter, expected) => {
    expect(await ids(filter)).toHaveLength(expected);
  });

  it('lists what is watched, and what asks for an approval', async () => {
    expect((await listWatched(knex)).map(({ id }) => id).sort()).toEqual([
      'breached',
      'completed',
      'held',
      'observing',
      'unknown',
    ]);
    const asked = await listAwaiting(knex, 'all', [
      'group:default/storefront-owners',
    ]);
    expect(asked.map(({ id }) => id)).toEqual(['asking']);
    expect(
      await listAwaiting(knex, 'all', ['group:default/docs-guild']),
    ).toEqual([]);
  });

  it('keeps the health of what others store rows about meanwhile', async () => {
    const rollout = await stored('observing');
    await knex.transaction(async sampling => {
      await sampling('rollouts').where({ id: rollout.id }).forKeyShare();
      await writeHealth(knex, [{ rollout, health: 'breached' }]);
    });
    expect(await stored('observing')).toMatchObject({ health: 'breached' });
  });

  it('forgets the health of what is no longer watched', async () => {
    const rollout = await stored('breached');
    await writeState(knex, {
      ...rollout,
      state: { ...rollout.state, phase: 'rolling-back' },
    });
    expect(await stored('breached')).toMatchObject({
      health: null,
      version: 2,
    });
    await writeHealth(knex, [{ rollout, health: 'holds' }]);
    expect(await stored('breached')).toMatchObject({ health: null });
  });
});

it('writes a state only over the version it was decided on', async () => {
  await addRollout('one');
  const rollout = await stored('one');
  await writeState(knex, rollout);
  await expect(writeState(knex, rollout)).rejects.toThrow(
    'no longer at version 1',
  );
});

it('pages experiments that were made in the same microsecond', async () => {
  for (const id of ['a', 'b', 'c', 'd']) await addExperiment(id);
  await knex('experiments').update({
    created_at: '2026-11-22T12:00:00.123456Z',
  });
  const first = await listExperiments(knex, 'all', { limit: 3 });
  const rest = await listExperiments(knex, 'all', {
    limit: 3,
    after: first.at(-1)?.position,
  });
  expect([...first, ...rest].map(({ id }) => id)).toEqual(['d', 'c', 'b', 'a']);
});

describe('learnings', () => {
  const conclude = (id: string, outcome: Outcome, at: string, text: string) =>
    writeConclusion(
      knex,
      id,
      {
        outcome,
        learning: text,
        concludedBy: 'user:default/dana',
        concludedAt: at,
        effects: [],
      },
      text,
    );

  beforeEach(async () => {
    await addRollout('fonts');
    await addExperiment('prices');
    await addExperiment('open');
    await conclude('fonts', 'refuted', '2026-11-20T00:00:00Z', 'Larger fonts');
    await conclude(
      'prices',
      'validated',
      '2026-11-21T00:00:00Z',
      'Round price',
    );
  });

  const find = async (filter: Parameters<typeof listLearnings>[2]) =>
    (await listLearnings(knex, 'all', filter, { limit: 10 })).map(
      ({ id }) => id,
    );

  it.each([
    [{}, ['prices', 'fonts']],
    [{ text: 'font' }, ['fonts']],
    [{ text: '"round price" or nothing' }, ['prices']],
    [{ text: 'zebra' }, []],
    [{ text: ` ' & | ! <-> (` }, []],
    [{ text: '   ' }, ['prices', 'fonts']],
    [{ outcome: 'refuted' as const }, ['fonts']],
    [{ playbook: 'standard' }, ['fonts']],
    [{ service: 'component:default/other' }, []],
  ])('are found by %j', async (filter, expected) => {
    expect(await find(filter)).toEqual(expected);
  });

  it('come in pages, newest first', async () => {
    const [first] = await listLearnings(knex, 'all', {}, { limit: 1 });
    const [second] = await listLearnings(
      knex,
      'all',
      {},
      { limit: 1, after: first.position },
    );
    expect([first.id, second.id]).toEqual(['prices', 'fonts']);
    expect(second).toMatchObject({ rollout_id: 'fonts', playbook_version: 1 });
  });
});

describe('playbooks', () => {
  const [playbook] = loadPlaybooks([]);
  const register = async (title: string) => {
    const { version } = await inTransaction(knex, trx =>
      registerPlaybook(trx, { ...playbook, title }),
    );
    return version;
  };

  it('ship, each with a ladder that is right', () => {
    expect(
      loadPlaybooks([])
        .map(({ id }) => id)
        .sort(),
    ).toEqual(['cautious', 'demonstration', 'fast', 'standard']);
  });

  it('get a new version when their content differs', async () => {
    expect(await register('One')).toBe(1);
    expect(await register('One')).toBe(1);
    expect(await register('Two')).toBe(2);
    expect(await register('One')).toBe(3);
    expect(await readPlaybook(knex, playbook.id)).toMatchObject({ version: 3 });
    expect((await readPlaybook(knex, playbook.id, 2))?.body.title).toBe('Two');
    expect(await readNewestPlaybooks(knex)).toHaveLength(1);
  });

  it('are registered once by replicas that start together', async () => {
    const versions = await Promise.all([1, 2, 3].map(() => register('Same')));
    expect(versions).toEqual([1, 1, 1]);
  });
});

it('runs a whole transaction again after a deadlock', async () => {
  await addExperiment('a');
  await addExperiment('b');
  let attempts = 0;
  const lockBoth = (order: string[], reached: () => Promise<void>) =>
    inTransaction(knex, async trx => {
      attempts += 1;
      await trx('experiments').where({ id: order[0] }).forUpdate();
      await reached();
      await trx('experiments').where({ id: order[1] }).forUpdate();
    });
  let arrived = 0;
  let meet = () => {};
  const met = new Promise<void>(resolve => {
    meet = resolve;
  });
  const reached = async () => {
    arrived += 1;
    if (arrived === 2) meet();
    await met;
  };
  await Promise.all([
    lockBoth(['a', 'b'], reached),
    lockBoth(['b', 'a'], reached),
  ]);
  expect(attempts).toBe(3);
});
