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
import { LISTS } from '../testing/lists';
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

it.each(Object.keys(LISTS))(
  'reads no table from end to end: %s',
  async name => {
    const plans = await queryPlans(knex, LISTS[name]);
    expect(plans.length).toBeGreaterThan(0);
    const whole = plans
      .join('\n')
      .match(/Seq Scan on (rollouts|decisions|experiments).*/g);
    expect(whole).toBeNull();
  },
);
