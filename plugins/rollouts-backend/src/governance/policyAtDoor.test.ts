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

import { randomUUID } from 'node:crypto';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import {
  canonicalJson,
  type Phase,
  type Plan,
  type Playbook,
  type PlaybookPolicy,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import { CHAIN_START } from '../chain/chain';
import { hashPlan } from '../chain/hash';
import { CONTROLLER } from '../controller/deps';
import { decidePropose } from '../lifecycle';
import type { Service } from '../people/service';
import { demandsOf } from '../policy/demands';
import { inForce } from '../policy/inForce';
import { declaredTier } from '../policy/riskTier';
import { readChain } from '../store/decisions';
import { insertExperiment } from '../store/experiments';
import { lockScopes, readHistories } from '../store/history';
import { keepPlan } from '../store/plans';
import { registerPlaybook, writeStanding } from '../store/playbooks';
import { prepareDatabase } from '../store/prepare';
import { insertRollout, readRollout } from '../store/rollouts';
import { claimTargets } from '../store/targets';
import { inTransaction } from '../store/transaction';
import {
  dana,
  makeContext,
  makeExperimentDraft,
  makePlan,
  makeStage,
  omar,
} from '../testing/plans';
import { Door } from './door';
import { loadPlaybooks } from './loadPlaybooks';
import { overrulesOf } from './overrules';
import { Policies } from './Policies';
import { Preparer } from './Preparer';

jest.setTimeout(60_000);
const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

const { people } = makeContext();
const never = async () => {
  throw new Error('Not asked');
};

let knex: Knex;
beforeAll(async () => {
  knex = await databases.init('POSTGRES_18');
  await prepareDatabase(mockServices.database({ knex }));
});

function doorUnder(everybody: PlaybookPolicy) {
  const policies = new Policies({
    knex,
    directory: { members: async () => [omar.ref] },
    setup: {
      everybody,
      production: ['production'],
      critical: [],
      readRehearsal: async () => null,
    },
  });
  const service: Service = {
    ref: makePlan().service,
    title: 'Checkout',
    system: null,
    owner: null,
    people,
    targets: [],
    targetsTrouble: null,
    scope: null,
    tags: [],
  };
  const directory = {
    service: async () => service,
    person: never,
    missing: async () => [],
  };
  return new Door({
    knex,
    preparer: new Preparer({
      directory,
      live: directory,
      planner: { plan: never },
      policies,
    }),
    readEvidence: async () => ({ checks: [], sample: 0 }),
  });
}

interface Standing {
  system?: string;
  phase?: Phase;
  stageIndex?: number;
  plan?: Partial<Plan>;
  /** What was demanded when it was proposed. */
  before?: PlaybookPolicy;
}

/** A rollout that stands before the first stage, or after it. */
async function stand(given: Standing = {}): Promise<string> {
  const { phase = 'waiting', stageIndex = -1, before = {} } = given;
  const id = randomUUID();
  const [target] = makePlan().targets;
  const plan = makePlan({
    end: new Date(Date.now() + 86_400_000).toISOString(),
    stages: [makeStage(), makeStage({ name: 'everyone', exposure: 10_000 })],
    targets: [{ ...target, name: `route-${id}` }],
    ...given.plan,
  });
  const proposed = decidePropose('Because', dana, makeContext());
  if (!proposed.accepted) throw new Error(proposed.reason);
  await inTransaction(knex, async trx => {
    await insertExperiment(trx, {
      id,
      service: plan.service,
      system: null,
      body: makeExperimentDraft(),
      requested_by: dana,
      chain_hash: CHAIN_START,
    });
    await keepPlan(trx, hashPlan(plan), plan);
    await insertRollout(trx, {
      id,
      experimentId: id,
      plan,
      planHash: hashPlan(plan),
      state: { ...proposed.next, phase, stageIndex },
      people,
      service: plan.service,
      system: given.system ?? null,
      owner: null,
      tags: [],
      inForce: inForce(
        [{ by: 'everybody', policy: before }],
        declaredTier(undefined),
      ),
    });
    await claimTargets(trx, id, [{ id, ref: plan.targets[0] }]);
  });
  return id;
}

const advance = (door: Door, rolloutId: string) =>
  door.command({
    rolloutId,
    command: { command: 'advance', reason: 'On' },
    actor: CONTROLLER,
  });

async function lastDecision(id: string) {
  const chain = await readChain(knex, id, { after: 0, limit: 10 });
  return chain[chain.length - 1];
}

it.each<[string, PlaybookPolicy]>([
  ['system', { exposedAtOnce: { system: 1 } }],
  ['namespace', { exposedAtOnce: { namespace: 1 } }],
])(
  'lets one of many that open at the same moment into a %s',
  async (scope, policy) => {
    const door = doorUnder(policy);
    for (let round = 0; round < 4; round += 1) {
      const system = `system:default/${scope}-${round}`;
      const [target] = makePlan().targets;
      const placed = () => ({
        targets: [
          { ...target, namespace: `${scope}-${round}`, name: randomUUID() },
        ],
      });
      const ids = await Promise.all(
        Array.from({ length: 4 }, () => stand({ system, plan: placed() })),
      );
      const results = await Promise.all(ids.map(id => advance(door, id)));
      expect(results.filter(({ accepted }) => accepted)).toHaveLength(1);
      const refused = results.find(result => !result.accepted);
      expect(refused).toMatchObject({
        refusal: {
          code: 'gate-closed',
          reason: expect.stringContaining('Exposed at once: '),
        },
      });
    }
  },
);

it('makes nobody wait who opens elsewhere, or without a limit', async () => {
  const here = 'system:default/here';
  const limited = doorUnder({ exposedAtOnce: { system: 1 } });
  const [elsewhere, free] = [
    await stand({ system: 'system:default/elsewhere' }),
    await stand({ system: here }),
  ];
  await inTransaction(knex, async trx => {
    await lockScopes(trx, [{ kind: 'system', id: here }]);
    expect(await advance(limited, elsewhere)).toMatchObject({ accepted: true });
    expect(await advance(doorUnder({}), free)).toMatchObject({
      accepted: true,
    });
  });
});

it('counts neither what has completed nor what is exposed already', async () => {
  const system = 'system:default/counted';
  const door = doorUnder({ exposedAtOnce: { system: 1 } });
  await stand({ system, phase: 'completed', stageIndex: 1 });
  const first = await stand({ system });
  expect(await advance(door, first)).toMatchObject({ accepted: true });
  const second = await stand({ system });
  expect(await advance(door, second)).toMatchObject({ accepted: false });
  await knex('rollouts').where({ id: first }).update({ phase: 'completed' });
  expect(await advance(door, second)).toMatchObject({ accepted: true });
});

it('holds a plan to what is demanded now', async () => {
  const id = await stand();
  const result = await advance(doorUnder({ minimumBakeSeconds: 3600 }), id);
  expect(result).toMatchObject({
    accepted: false,
    refusal: {
      code: 'gate-closed',
      reason: expect.stringContaining(
        'Minimum bake time: Stage 1 is observed for 60 seconds',
      ),
    },
  });
});

it('holds a plan to what was demanded when it was proposed', async () => {
  const id = await stand({ before: { minimumBakeSeconds: 3600 } });
  expect(await advance(doorUnder({ minimumBakeSeconds: 1 }), id)).toMatchObject(
    { accepted: false },
  );
});

it('holds a plan to the newest policy of its playbook, retired or not, and overrules by its own version', async () => {
  const [shipped] = loadPlaybooks([]);
  const book = {
    ...shipped,
    id: 'changed',
    policy: {},
    overrules: 'operators',
  };
  const register = (changed: Partial<Playbook>) =>
    inTransaction(knex, trx => registerPlaybook(trx, { ...book, ...changed }));
  const plan = { playbook: { id: book.id, version: 1 } };
  await register({});
  const [first, second] = [await stand({ plan }), await stand({ plan })];

  await inTransaction(knex, trx =>
    writeStanding(trx, book.id, { retired_at: new Date() }),
  );
  expect(await advance(doorUnder({}), first)).toMatchObject({ accepted: true });

  await register({
    policy: { minimumBakeSeconds: 3600 },
    overrules: 'approvers',
  });
  expect(await advance(doorUnder({}), second)).toMatchObject({
    accepted: false,
    refusal: { reason: expect.stringContaining('Minimum bake time') },
  });
  expect(await overrulesOf(knex, { plan: makePlan(plan) })).toBe('operators');
});

it('lets a person past one policy, and writes down who, in whose place', async () => {
  const door = doorUnder({ minimumBakeSeconds: 3600 });
  const id = await stand();
  const rollout = await readRollout(knex, id);
  if (!rollout) throw new Error('It was just stored');
  const bypassed = await door.command({
    rolloutId: id,
    command: {
      command: 'bypass',
      version: rollout.version,
      policy: 'minimum-bake',
      planHash: rollout.planHash,
      reason: 'Shoppers can not pay at all, and this mends it',
    },
    actor: omar,
  });
  expect(bypassed).toMatchObject({ accepted: true });
  expect(await advance(door, id)).toMatchObject({ accepted: true });
  expect(await lastDecision(id)).toMatchObject({
    command: 'advance',
    policies: expect.arrayContaining([
      expect.objectContaining({
        policy: 'minimum-bake',
        outcome: 'warn',
        bypassed: { by: 'omar', until: expect.any(String) },
        demandedBy: ['everybody'],
      }),
    ]),
  });
});

it('keeps what was demanded with the decision that opens a stage', async () => {
  const policy = { minimumBakeSeconds: 60 };
  const id = await stand();
  expect(await advance(doorUnder(policy), id)).toMatchObject({
    accepted: true,
  });
  const { evidence, policies } = await lastDecision(id);
  const levels = [{ by: 'everybody' as const, policy }];
  expect(evidence.policyInForce).toEqual(
    JSON.parse(canonicalJson(inForce(levels, declaredTier(undefined)))),
  );
  expect(policies).toContainEqual({
    policy: 'minimum-bake',
    title: 'Minimum bake time',
    outcome: 'pass',
    explanation: 'Every stage is observed for 60 seconds at least',
    demandedBy: demandsOf(levels).minimumBakeSeconds?.by,
  });
});

it('asks policy before a start, keeps what it says of what people say, and asks it of nothing that takes back', async () => {
  const door = doorUnder({ minimumBakeSeconds: 3600 });
  const approved = await stand({ phase: 'approved' });
  expect(
    await door.command({
      rolloutId: approved,
      command: { command: 'start', reason: 'Approved' },
      actor: CONTROLLER,
    }),
  ).toMatchObject({
    accepted: false,
    refusal: { reason: expect.stringContaining('Minimum bake time') },
  });
  const exposed = await stand({ phase: 'observing', stageIndex: 0 });
  const rollout = await readRollout(knex, exposed);
  if (!rollout) throw new Error('It was just stored');
  const { version, planHash } = rollout;
  const objected = await door.command({
    rolloutId: exposed,
    command: { command: 'object', version, planHash, reason: 'Not now' },
    actor: omar,
  });
  expect(objected).toMatchObject({ accepted: true });
  expect((await lastDecision(exposed)).policies).toContainEqual(
    expect.objectContaining({ policy: 'minimum-bake', outcome: 'fail' }),
  );
  expect(
    await door.command({
      rolloutId: exposed,
      command: { command: 'roll-back', reason: 'No' },
      actor: omar,
    }),
  ).toMatchObject({ accepted: true });
  expect((await lastDecision(exposed)).policies).toEqual([]);
});

it('finds where the same images completed', async () => {
  const digest = (digit: string) => ({
    name: 'checkout',
    digest: `sha256:${digit.repeat(64)}`,
  });
  const of = (...images: ReturnType<typeof digest>[]) => ({
    artefacts: { ...makePlan().artefacts, images },
  });
  const completed = (environment: string, plan: Partial<Plan>) =>
    stand({
      phase: 'completed',
      stageIndex: 1,
      plan: { environment, ...plan },
    });
  await completed('staging', of(digest('7'), digest('8')));
  await completed('qa', of(digest('7')));
  await completed('drilled', {
    ...of(digest('7'), digest('8')),
    drill: { breach: 'injected-metric' },
  });
  await completed('others', {
    ...of(digest('7'), digest('8')),
    service: 'component:default/basket',
  });
  await stand({ plan: { environment: 'going', ...of(digest('7')) } });
  const { service } = makePlan();
  const histories = await readHistories(
    knex,
    [
      { service, scopes: [], images: [digest('8'), digest('7')] },
      { service, scopes: [] },
      { service, scopes: [], images: [digest('7')] },
      { service, scopes: [], images: [digest('9')] },
    ],
    async () => null,
  );
  expect(histories.map(({ completedIn }) => completedIn)).toEqual([
    ['staging'],
    [],
    ['qa', 'staging'],
    [],
  ]);
});
