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

import { Failure } from './failure.mjs';
import { postgresData } from './paths.mjs';
import { startPostgres } from './postgres.mjs';

const OLDEST = 14;
const remedy =
  "Set backend.database.client to 'pg', or remove backend.database: then PostgreSQL 18 runs embedded.";

/** Throws unless every database that is configured is PostgreSQL. */
function requirePostgres(config) {
  const clients = {
    'backend.database.client': config.getOptionalString(
      'backend.database.client',
    ),
  };
  const plugins = config.getOptionalConfig('backend.database.plugin');
  for (const id of plugins?.keys() ?? []) {
    clients[`backend.database.plugin.${id}.client`] = plugins.getOptionalString(
      `${id}.client`,
    );
  }
  for (const [key, client] of Object.entries(clients)) {
    if (client !== undefined && client !== 'pg') {
      throw new Failure(
        `Stagecraft keeps its records in PostgreSQL only, and ${key} is '${client}'.`,
        remedy,
      );
    }
  }
}

/** Whether `backend.database` names a server of the user's own. */
export function hasOwnDatabase(config) {
  requirePostgres(config);
  return config.has('backend.database.connection');
}

/**
 * Throws unless a server answers and is of a version we know to work.
 *
 * @param connection - a connection string, or what node-postgres takes
 * @param setting - where the user wrote it
 */
export async function checkServer(connection, setting) {
  const { default: pg } = await import('pg');
  const client = new pg.Client(
    typeof connection === 'string'
      ? { connectionString: connection }
      : { database: 'postgres', ...connection },
  );
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query('show server_version_num');
    const major = Math.floor(Number(rows[0].server_version_num) / 10_000);
    if (major < OLDEST) {
      throw new Error(
        `It is PostgreSQL ${major}, and ${OLDEST} or newer is needed.`,
      );
    }
  } catch (error) {
    throw new Failure(
      `The PostgreSQL of ${setting} cannot be used.`,
      error.message || error.code,
      'Correct or remove it: without it PostgreSQL 18 runs embedded.',
    );
  } finally {
    await client.end().catch(() => {});
  }
}

/** Throws unless the user's own server can be used. */
export function checkOwnDatabase(config) {
  const setting = 'backend.database.connection';
  return checkServer(config.get(setting), setting);
}

/** Starts the embedded server with the portal's data. */
export function startEmbedded(config) {
  return startPostgres({
    dir: postgresData,
    port: config.getNumber('stagecraft.postgres.port'),
  });
}

/** `backend.database` for a server that we started, as environment variables. */
export function databaseEnvironment({ connection }) {
  return {
    APP_CONFIG_backend_database: JSON.stringify({ client: 'pg', connection }),
  };
}
