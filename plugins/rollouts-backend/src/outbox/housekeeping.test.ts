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

import { setupDatabase } from '../promises/__testUtils__/setup';
import { noteHarm } from '../store/harm';
import { forgetMessages } from './housekeeping';

jest.setTimeout(60_000);

const test = setupDatabase();

async function tellOfHarm(key: string, daysAgo: number, seen: boolean) {
  const knex = test.database;
  await noteHarm(
    knex,
    {
      event_key: key,
      topic: 'stuck',
      subject: 'r1',
      severity: 'critical',
      rollout_id: null,
      experiment_id: null,
      title: key,
      description: '',
      link: '/rollouts/r1',
    },
    ['user:default/olga'],
  );
  const at = knex.raw(`clock_timestamp() - ?::int * interval '1 day'`, [
    daysAgo,
  ]);
  await knex('harm')
    .where({ event_key: key })
    .update({ at, ...(seen && { seen_at: at }) });
}

it('forgets harm after a week when it was seen, after 90 days else', async () => {
  await tellOfHarm('1', 8, true);
  await tellOfHarm('2', 6, true);
  await tellOfHarm('3', 8, false);
  await tellOfHarm('4', 91, false);

  await forgetMessages(test.database);

  const kept = await test
    .database('harm')
    .orderBy('event_key')
    .pluck('event_key');
  expect(kept).toEqual(['2', '3']);
});
