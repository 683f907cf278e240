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
  BoardOutcome,
  Fared,
  Reversal,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import { CHAIN_START } from '../../chain/chain';
import { hashPlan } from '../../chain/hash';
import { decidePropose, type RolloutState } from '../../lifecycle';
import {
  controller,
  dana,
  makeContext,
  makeExperimentDraft,
  makePlan,
} from '../../testing/plans';
import { insertExperiment } from '../experiments';
import { keepPlan } from '../plans';
import { prepareDatabase } from '../prepare';
import { insertRollout, listBoard } from '../rollouts';
import { readFared, UNUSED } from './readFared';

jest.setTimeout(60_000);
const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
const PLAYBOOK = makePlan().playbook.id;

let knex: Knex;
beforeAll(async () => {
  knex = await databases.init('POSTGRES_18');
  await prepareDatabase(mockServices.database({ knex }));
  await add('completed', { phase: 'completed' });
  await add('breached', reversed('breach', 2));
  await add('ended', reversed('end', 4));
  await add('pressed', reversed('person', 6));
  await add('under way', { phase: 'observing' });
  await add('rehearsed', reversed('breach', 100), true);
});

function reversed(
  cause: Reversal['cause'],
  seconds: number,
): Partial<RolloutState> {
  const decided = Date.parse('2026-11-22T12:00:00.000Z');
  return {
    phase: 'rolled-back',
    reversal: {
      cause,
      sentence: 'It was taken back',
      checks: [],
      actor: cause === 'person' ? dana : controller,
      decidedAt: new Date(decided).toISOString(),
      verifiedAt: new Date(decided + seconds * 1000).toISOString(),
    },
  };
}

async function add(
  id: string,
  state: Partial<RolloutState>,
  drill = false,
): Promise<void> {
  const outcome = decidePropose('Because', dana, makeContext());
  if (!outcome.accepted) throw new Error(outcome.reason);
  const plan = makePlan();
  await insertExperiment(knex, {
    id,
    service: plan.service,
    system: null,
    body: makeExperimentDraft(),
    requested_by: dana,
    chain_hash: CHAIN_START,
  });
  await keepPlan(knex, hashPlan(plan), plan);
  await insertRollout(knex, {
    id,
    experimentId: id,
    plan,
    planHash: hashPlan(plan),
    state: { ...outcome.next, ...state },
    people: makeContext().people,
    service: plan.service,
    system: null,
    owner: null,
  });
  await knex('rollouts').where({ id }).update({ drill });
}

it('counts how rollouts ended, and leaves drills out', async () => {
  const fared = await readFared(knex, [PLAYBOOK, 'unused'], 'all');
  expect(fared.get(PLAYBOOK)).toEqual({
    rollouts: 5,
    completed: 1,
    rolledBack: 3,
    rolledBackAutomatically: 2,
    rolledBackByHand: 1,
    medianSecondsToRestore: 4,
    p90SecondsToRestore: 5.6,
    drills: { passed: 0, failed: 0, last: null },
  });
  expect(fared.get('unused')).toEqual(UNUSED);
});

it.each<[figure: keyof Fared, outcome: BoardOutcome | undefined]>([
  ['rollouts', undefined],
  ['completed', 'completed'],
  ['rolledBack', 'reversed'],
  ['rolledBackAutomatically', 'reversed-automatically'],
  ['rolledBackByHand', 'reversed-by-hand'],
])(
  'leads from %s to as many rollouts on the board',
  async (figure, outcome) => {
    const fared = (await readFared(knex, [PLAYBOOK], 'all')).get(PLAYBOOK);
    const rows = await listBoard(
      knex,
      'all',
      { playbook: PLAYBOOK, drills: 'without', outcome },
      { limit: 100 },
    );
    expect(rows).toHaveLength(Number(fared?.[figure]));
  },
);

it('counts drills apart, with the last one', async () => {
  const endedAt = new Date('2026-11-20T12:00:00.000Z');
  await knex('drills').insert({
    id: 'drill',
    rollout_id: 'rehearsed',
    experiment_id: 'rehearsed',
    service: makePlan().service,
    playbook_id: PLAYBOOK,
    playbook_version: 1,
    environment: 'production',
    requested_by: JSON.stringify(dana),
    breach: 'injected-metric',
    guardrail: 'errors',
    goals: JSON.stringify({
      detectWithinSeconds: 60,
      restoreWithinSeconds: 10,
    }),
    ended_at: endedAt,
    passed: true,
  });
  const fared = await readFared(knex, [PLAYBOOK], 'all');
  expect(fared.get(PLAYBOOK)?.drills).toEqual({
    passed: 1,
    failed: 0,
    last: {
      rolloutId: 'rehearsed',
      at: endedAt.toISOString(),
      outcome: 'passed',
    },
  });
});

it('tells nothing of what may not be seen', async () => {
  const fared = await readFared(knex, [PLAYBOOK], 'nothing');
  expect(fared.get(PLAYBOOK)).toEqual(UNUSED);
});
