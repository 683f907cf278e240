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
import type { Knex } from 'knex';
import { CHAIN_START, verifyChain } from '../chain/chain';
import { hashPlan } from '../chain/hash';
import { decidePropose } from '../lifecycle';
import {
  dana,
  makeContext,
  makeExperimentDraft,
  makePlan,
  NOW,
} from '../testing/plans';
import { declare } from '../freezes/changes';
import { loadPlaybooks } from '../governance/loadPlaybooks';
import { appendDecision, readChain } from './decisions';
import { keepSchedule } from './drills';
import { insertExperiment } from './experiments';
import { insertFreeze, readFreezeChanges } from './freezes';
import { keepPlan } from './plans';
import {
  appendPlaybookEvent,
  insertPlaybookChange,
  readPlaybookEvents,
  registerPlaybook,
} from './playbooks';
import { prepareDatabase } from './prepare';
import { openReview, readReviewHistory } from './reviews';
import type { DrillScheduleRow } from './tables';
import { insertRollout } from './rollouts';

jest.setTimeout(60_000);
const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

async function tablesOf(knex: Knex): Promise<string[]> {
  const { rows } = await knex.raw<{ rows: { name: string }[] }>(
    `select tablename as name from pg_tables
     where schemaname = 'public' and tablename not like 'knex%' order by 1`,
  );
  return rows.map(row => row.name);
}

async function fill(knex: Knex): Promise<void> {
  const plan = makePlan();
  const outcome = decidePropose('Because', dana, makeContext());
  if (!outcome.accepted) throw new Error(outcome.reason);
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
    state: outcome.next,
    people: makeContext().people,
    service: plan.service,
    system: null,
    owner: null,
  });
  await knex.transaction(async trx => {
    for (const reason of ['One', 'Two']) {
      await appendDecision(trx, {
        experimentId: 'experiment',
        rolloutId: 'rollout',
        at: NOW.toISOString(),
        actor: dana,
        command: 'propose',
        reason,
        evidence: { ratio: 0.1 + 0.2, huge: 1e21, text: 'ü\u2028' },
        policies: [],
        result: { phase: 'proposed', stageIndex: -1, sentence: 'Proposed' },
        planHash: hashPlan(plan),
      });
    }
  });
}

/** Something done to one record of each kind. */
async function govern(knex: Knex): Promise<void> {
  const [shipped] = loadPlaybooks([]);
  const playbook = { ...shipped, id: 'standard' };
  const at = NOW.toISOString();
  await knex.transaction(async trx => {
    await registerPlaybook(trx, playbook);
    await insertPlaybookChange(trx, {
      id: 'change',
      playbook_id: 'standard',
      kind: 'revise',
      base_version: 1,
      document: { ...playbook, title: 'ü' },
      reason: 'Why',
      learning: null,
      proposed_by: dana,
    });
    await appendPlaybookEvent(trx, {
      playbookId: 'standard',
      kind: 'proposed',
      actor: dana,
      reason: 'Why',
      version: null,
      changeId: 'change',
    });
  });
  const declared = declare(
    {
      title: 'Freeze',
      reason: 'Because',
      contact: dana.ref,
      scope: { kind: 'all' },
      timing: { kind: 'one-off', start: at, end: null },
    },
    { id: 'freeze', stopsLine: false },
    { actor: dana, reason: 'Because', now: NOW },
  );
  if (!('freeze' in declared)) throw new Error('It is refused');
  await insertFreeze(knex, declared.freeze, declared.change);
  await openReview(knex, {
    id: 'review',
    kind: 'bypass',
    rolloutId: 'rollout',
    about: dana.ref,
    subject: 'freezes',
    reason: 'An emergency',
    openedBy: dana,
    dueAt: NOW,
  });
  await keepSchedule(knex, {
    id: 'schedule',
    service: makePlan().service,
    playbook_id: 'standard',
    settings: {} as DrillScheduleRow['settings'],
    every_days: 7,
    hour: 3,
    time_zone: 'UTC',
    set_by: dana,
    next_at: NOW,
  });
}

const service = (knex: Knex, skip?: boolean) =>
  mockServices.database({ knex, ...(skip ? { migrations: { skip } } : {}) });

it('goes up, and down with data in it, and up again', async () => {
  const knex = await databases.init('POSTGRES_18');
  const none = await tablesOf(knex);
  await prepareDatabase(service(knex));
  const all = await tablesOf(knex);
  expect(all).toEqual(
    expect.arrayContaining(['decisions', 'experiments', 'rollouts', 'targets']),
  );
  await fill(knex);
  await knex.migrate.rollback({ directory: `${__dirname}/../../migrations` });
  expect(await tablesOf(knex)).toEqual(none);
  await prepareDatabase(service(knex));
  expect(await tablesOf(knex)).toEqual(all);
});

it('moves the histories of records into chains, and back', async () => {
  const knex = await databases.init('POSTGRES_18');
  await prepareDatabase(service(knex));
  await fill(knex);
  await govern(knex);
  const histories = async () => [
    await readPlaybookEvents(knex, 'standard'),
    await readFreezeChanges(knex, ['freeze']),
    await readReviewHistory(knex, 'review'),
  ];
  const chains = async () => {
    const acts = await knex('acts').orderBy(['chain', 'seq']);
    return acts.map(row => ({
      ...row.entry,
      previousHash: row.previous_hash,
      hash: row.hash,
    }));
  };
  const before = await histories();
  const directory = `${__dirname}/../../migrations`;
  await knex.migrate.down({ directory, name: '20261122022000_proof.js' });
  expect(await tablesOf(knex)).not.toContain('acts');
  await prepareDatabase(service(knex));
  expect(await histories()).toEqual(before);
  const acts = await chains();
  expect(acts.map(({ record, act }) => `${record.kind} ${act}`)).toEqual([
    'drill-schedule set',
    'freeze declared',
    'playbook registered',
    'playbook proposed',
    'review opened',
  ]);
  for (const kind of ['freeze', 'playbook', 'review', 'drill-schedule']) {
    const chain = acts.filter(({ record }) => record.kind === kind);
    const end = await knex('act_chains')
      .where('chain', 'like', `${kind}:%`)
      .first('hash');
    expect(verifyChain(chain)).toMatchObject({ intact: true, ...end });
  }
  expect(await knex('tree_queue').count().first()).toEqual({ count: '7' });
});

it('leaves migrations alone where they are run by somebody else', async () => {
  const knex = await databases.init('POSTGRES_18');
  const none = await tablesOf(knex);
  await prepareDatabase(service(knex, true));
  expect(await tablesOf(knex)).toEqual(none);
});

it('refuses any other client in one clear line', async () => {
  const knex = { client: { config: { client: 'better-sqlite3' } } };
  await expect(prepareDatabase(service(knex as Knex))).rejects.toThrow(
    'The rollouts plugin needs PostgreSQL 14 or newer, not better-sqlite3: set backend.database.client to pg',
  );
});

describe('decisions', () => {
  let knex: Knex;
  beforeAll(async () => {
    knex = await databases.init('POSTGRES_18');
    await prepareDatabase(service(knex));
    await fill(knex);
  });

  it('read back as they were hashed', async () => {
    const chain = await readChain(knex, 'experiment', { after: 0, limit: 10 });
    expect(chain).toHaveLength(2);
    const { chain_hash: hash } = await knex('experiments').first('chain_hash');
    expect(verifyChain(chain)).toEqual({ intact: true, seq: 2, hash });
  });

  it.each([
    ['changed', `update decisions set command = 'approve'`],
    ['deleted', 'delete from decisions'],
    ['truncated', 'truncate decisions cascade'],
    [
      'changed by a replica role',
      `set local session_replication_role = replica; update decisions set command = 'x'`,
    ],
  ])('can not be %s', async (_, statement) => {
    await expect(knex.transaction(trx => trx.raw(statement))).rejects.toThrow(
      'decisions are append-only',
    );
    expect(await knex('decisions').count().first()).toEqual({ count: '2' });
  });
});
