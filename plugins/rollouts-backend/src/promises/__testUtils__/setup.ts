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

import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { withMovableClock } from './clock';

/** A migrated PostgreSQL database with a movable clock, for one test file. */
export function setupDatabase(): { readonly database: Knex } {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  let database: Knex | undefined;

  beforeAll(async () => {
    const plain = await databases.init('POSTGRES_18');
    await plain.migrate.latest({
      directory: resolvePackagePath(
        '@stagecraft/backstage-plugin-rollouts-backend',
        'migrations',
      ),
    });
    database = await withMovableClock(plain);
  });

  afterAll(async () => {
    await database?.destroy();
  });

  return {
    get database() {
      if (!database) throw new Error('The database is set up before the tests');
      return database;
    },
  };
}
