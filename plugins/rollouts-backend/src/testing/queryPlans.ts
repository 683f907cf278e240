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

import { setTimeout as pause } from 'node:timers/promises';
import type { Knex } from 'knex';

interface Asked {
  sql: string;
  bindings: unknown[];
}

/** Long enough to see what runs by itself. */
const IDLE_MS = 1500;

async function queriesDuring(
  knex: Knex,
  work: () => Promise<unknown>,
): Promise<Asked[]> {
  const asked: Asked[] = [];
  const note = ({ sql, bindings }: Asked) => asked.push({ sql, bindings });
  knex.on('query', note);
  try {
    await work();
  } finally {
    knex.removeListener('query', note);
  }
  return asked;
}

/** The queries that are made while nobody asks for anything. */
export async function idleQueries(knex: Knex): Promise<ReadonlySet<string>> {
  const asked = await queriesDuring(knex, () => pause(IDLE_MS));
  return new Set(asked.map(({ sql }) => sql));
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
  idle: ReadonlySet<string>,
  read: () => Promise<unknown>,
): Promise<string[]> {
  const plans: string[] = [];
  const asked = await queriesDuring(knex, read);
  for (const { sql, bindings } of asked) {
    if (idle.has(sql) || !/^\s*(select|with)\b/i.test(sql)) continue;
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
