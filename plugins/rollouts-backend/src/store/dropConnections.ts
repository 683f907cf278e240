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

import type { Knex } from 'knex';

/** As pg's client has it. */
interface Connection {
  connection?: { stream?: { destroy(error: Error): void } };
}

/** As tarn has it, whose pool knex keeps in its client. */
interface Pool {
  used?: readonly { resource: Connection }[];
  free?: readonly { resource: Connection }[];
}

/**
 * Cuts all connections to the database: what waits on one of them fails now,
 * and the next query opens another. A server that vanished without a word, as
 * in a failover, would else keep us waiting for as long as the operating system
 * sends again, which is a quarter of an hour.
 *
 * @returns how many there were
 */
export function dropConnections(knex: Knex): number {
  const { used = [], free = [] }: Pool = knex.client.pool ?? {};
  const open = [...used, ...free].flatMap(
    ({ resource }) => resource.connection?.stream ?? [],
  );
  const error = new Error('Connection terminated: the database did not answer');
  for (const stream of open) stream.destroy(error);
  return open.length;
}
