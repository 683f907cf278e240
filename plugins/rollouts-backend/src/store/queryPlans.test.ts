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
import { fill } from '../testing/fill';
import { LISTS, type ListRead } from '../testing/lists';
import { queryPlans } from '../testing/queryPlans';
import { prepareDatabase } from './prepare';

jest.setTimeout(60_000);
const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

let knex: Knex;
beforeAll(async () => {
  knex = await databases.init('POSTGRES_18');
  await prepareDatabase(mockServices.database({ knex }));
  await fill(knex, { experiments: 12_000, services: 160, decisions: 50_000 });
});

/** The tables that a read goes through from end to end. */
async function readWhole(read: ListRead): Promise<string[]> {
  const plans = await queryPlans(knex, read);
  if (plans.length === 0) throw new Error('It makes no query');
  return plans.flatMap(
    plan => plan.match(/Seq Scan on (rollouts|decisions|experiments)/g) ?? [],
  );
}

it.each(Object.keys(LISTS))(
  'reads no table from end to end: %s',
  async name => {
    expect(await readWhole(LISTS[name])).toEqual([]);
  },
);

it('would find one that does', async () => {
  const read: ListRead = async trx => trx('rollouts').where({ version: 7 });
  expect(await readWhole(read)).toEqual(['Seq Scan on rollouts']);
});
