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
  operations,
  type Operation,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import { z } from 'zod';
import { ListPortal } from '../__testUtils__/ListPortal';
import { prepareDatabase } from '../store/prepare';
import { fill } from '../testing/fill';
import { LISTS } from '../testing/lists';
import { idleQueries, queryPlans } from '../testing/queryPlans';

jest.setTimeout(60_000);
const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

/** Lists that do not grow with what was decided and rolled out. */
const SMALL = [
  'findTargets',
  'listActs',
  'listMetrics',
  'listPlaybookChanges',
  'listPlaybookEvents',
  'listServices',
];
/**
 * Figures of all rollouts there are; and a service's export, which is as much
 * as a service has here of so few.
 */
const OF_ALL = /^(playbooks|figures|behind|export)/;

let knex: Knex;
let portal: ListPortal;
let idle: ReadonlySet<string>;
beforeAll(async () => {
  knex = await databases.init('POSTGRES_18');
  await prepareDatabase(mockServices.database({ knex }));
  await fill(knex, { experiments: 12_000, services: 160, decisions: 50_000 });
  portal = await ListPortal.start(knex);
  idle = await idleQueries(knex);
});
afterAll(() => portal?.stop());

/** The tables that a read goes through from end to end. */
async function readWhole(read: () => Promise<unknown>): Promise<string[]> {
  const plans = await queryPlans(knex, idle, read);
  if (plans.length === 0) throw new Error('It makes no query');
  return plans.flatMap(
    plan => plan.match(/Seq Scan on (rollouts|decisions|experiments)/g) ?? [],
  );
}

const isList = ({ method, response }: Operation) =>
  method === 'get' &&
  response instanceof z.ZodObject &&
  'items' in response.shape;

it('reads every list', () => {
  const read = Object.values(LISTS).map(({ operation }) => operation);
  const lists = (Object.values(operations) as Operation[])
    .filter(isList)
    .map(({ id }) => id);
  expect(
    lists.filter(id => ![...read, ...SMALL].some(each => each === id)),
  ).toEqual([]);
});

it.each(Object.keys(LISTS).filter(name => !OF_ALL.test(name)))(
  'reads no table from end to end: %s',
  async name => {
    expect(await readWhole(() => portal.read(LISTS[name], 7))).toEqual([]);
  },
);

it('would find one that does', async () => {
  const read = () => Promise.resolve(knex('rollouts').where({ version: 7 }));
  expect(await readWhole(read)).toEqual(['Seq Scan on rollouts']);
});
