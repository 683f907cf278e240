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

import {
  resolvePackagePath,
  type DatabaseService,
} from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';

const MIGRATIONS = resolvePackagePath(
  '@stagecraft/backstage-plugin-rollouts-backend',
  'migrations',
);

/**
 * The plugin's database with its newest schema.
 *
 * @throws when it is not PostgreSQL: claims, triggers and searches are written
 * for it, and nothing else keeps the promises.
 */
export async function prepareDatabase(
  database: DatabaseService,
): Promise<Knex> {
  const knex = await database.getClient();
  const { client } = knex.client.config;
  if (client !== 'pg') {
    throw new Error(
      `The rollouts plugin needs PostgreSQL 14 or newer, not ${client}: set backend.database.client to pg`,
    );
  }
  if (!database.migrations?.skip) {
    await knex.migrate.latest({ directory: MIGRATIONS });
  }
  return knex;
}
