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
import type { ListRead } from './lists';

interface Asked {
  sql: string;
  bindings: unknown[];
}

/** The queries that a read makes. */
async function queriesOf(knex: Knex, read: ListRead): Promise<Asked[]> {
  const asked: Asked[] = [];
  const note = ({ sql, bindings }: Asked) => asked.push({ sql, bindings });
  knex.on('query', note);
  try {
    await read(knex, 7);
  } finally {
    knex.removeListener('query', note);
  }
  return asked;
}

/** Literals differ from run to run. */
function steady(line: string): string {
  return line
    .replaceAll(/'\d{4}-\d\d-\d\d[^']*'/g, "'…'")
    .replaceAll(/^( *(?:Planning|Execution) .*)$/g, '');
}

/** How PostgreSQL answers each query of a read, without costs. */
export async function queryPlans(
  knex: Knex,
  read: ListRead,
): Promise<string[]> {
  const plans: string[] = [];
  for (const { sql, bindings } of await queriesOf(knex, read)) {
    const client = await knex.client.acquireConnection();
    try {
      const { rows } = await client.query(
        `explain (costs off) ${sql}`,
        bindings,
      );
      plans.push(
        rows
          .map((row: { 'QUERY PLAN': string }) => steady(row['QUERY PLAN']))
          .join('\n'),
      );
    } finally {
      await knex.client.releaseConnection(client);
    }
  }
  return plans;
}
