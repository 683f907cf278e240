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
import { CHECKOUT_TARGET } from '../__testUtils__/entities';
import { seed, type Subject } from '../permissions/__testUtils__/requests';
import { prepareDatabase } from '../store/prepare';
import { TargetTakenError } from '../store/targets';
import type { Visibility } from '../store/visibility';
import { claiming } from './claiming';

jest.setTimeout(60_000);
const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

let knex: Knex;
let shown: Subject;
beforeAll(async () => {
  knex = await databases.init('POSTGRES_18');
  await prepareDatabase(mockServices.database({ knex }));
  shown = await seed(knex);
});

it('names the rollout that holds a target only to who sees it', async () => {
  const ref = CHECKOUT_TARGET;
  const taken = async (visibility: Visibility) => {
    const error: Error & { detail?: object } = await claiming(
      knex,
      { visibility },
      [ref],
      async () => {
        throw new TargetTakenError({ id: 'target', ref }, shown.rolloutId);
      },
    ).catch(thrown => thrown);
    expect(error.name).toBe('ConflictError');
    return JSON.stringify([error.message, error.detail]);
  };
  expect(await taken('all')).toContain(shown.rolloutId);
  expect(await taken('nothing')).not.toContain(shown.rolloutId);
});
