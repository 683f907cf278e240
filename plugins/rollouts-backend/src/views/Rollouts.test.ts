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

import { TestDatabases } from '@backstage/backend-test-utils';
import { SamplingWorld } from '../sampling/__testUtils__/SamplingWorld';
import { readAllEvidence } from '../sampling';
import { Policies } from '../governance/Policies';
import { makeStage, omar } from '../testing/plans';
import { seenBy } from '../testing/rows';
import { Rollouts } from './Rollouts';

jest.setTimeout(60_000);
const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

/** So that everything policy may ask the database is asked. */
const EVERY_DEMAND = {
  everybody: {
    rehearsedWithinDays: 30,
    earlierEnvironment: 'staging',
    exposedAtOnce: { system: 1, namespace: 1, cluster: 1 },
  },
  production: [],
  critical: [],
  readRehearsal: async () => null,
};

let world: SamplingWorld;
let rollouts: Rollouts;
beforeEach(async () => {
  world = await SamplingWorld.create(databases);
  const policies = new Policies({
    knex: world.knex,
    directory: { members: async () => [] },
    setup: EVERY_DEMAND,
  });
  rollouts = new Rollouts({
    knex: world.knex,
    readAllEvidence,
    readAllPolicies: policies.readAll,
  });
});

async function counting<T>(work: () => Promise<T>): Promise<[T, number]> {
  let queries = 0;
  const count = () => {
    queries += 1;
  };
  world.knex.on('query', count);
  try {
    return [await work(), queries];
  } finally {
    world.knex.off('query', count);
  }
}

const board = () => rollouts.board({}, { limit: 25 }, seenBy());

it('reads a page of the board by as many queries as one row', async () => {
  await world.expose({ id: 'first' });
  const [one, queries] = await counting(board);
  expect(one.items).toHaveLength(1);
  for (let index = 0; index < 24; index += 1) {
    await world.expose({ id: `r${index}` });
  }
  const [page, forAll] = await counting(board);
  expect(page.items).toHaveLength(25);
  expect(page.items.map(({ health }) => health)).not.toContain(null);
  expect(forAll).toBe(queries);
});

it('keeps in the inbox what policy refuses, with the reason', async () => {
  await world.expose({
    id: 'late',
    state: {
      phase: 'proposed',
      stageIndex: -1,
      askedAt: new Date().toISOString(),
    },
    plan: {
      stages: [makeStage({ approvals: { required: 1, from: omar.ref } })],
      end: new Date().toISOString(),
    },
  });
  const { items } = await rollouts.awaiting(seenBy(omar));
  expect(items).toHaveLength(1);
  expect(items[0].commands).toContainEqual(
    expect.objectContaining({
      command: 'approve',
      open: false,
      reason: expect.stringContaining('The end lies in the past'),
    }),
  );
});
