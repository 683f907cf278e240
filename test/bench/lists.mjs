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

import { createRequire } from 'node:module';
import * as fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../scripts/lib/ports.mjs';
import { startPostgres } from '../../scripts/lib/postgres.mjs';
import { say } from '../../scripts/lib/output.mjs';
import { quantile } from './figures.mjs';

const SIZE = { experiments: 100_000, services: 2000, decisions: 5_000_000 };
const RUNS = 40;
const WARM = 3;
const PLANS = fileURLToPath(new URL('plans', import.meta.url));
const BACKEND = '../../plugins/rollouts-backend/src';

/** The backend's own functions, from their sources. */
function sources() {
  const require = createRequire(import.meta.url);
  require('@backstage/cli/config/nodeTransform.cjs');
  return {
    ...require(`${BACKEND}/testing/fill.ts`),
    ...require(`${BACKEND}/testing/lists.ts`),
    ...require(`${BACKEND}/testing/queryPlans.ts`),
    knex: require('knex'),
  };
}

async function withDatabase(knexOf, run) {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'stagecraft-lists-'));
  await fs.chmod(folder, 0o755);
  const server = await startPostgres({
    dir: path.join(folder, 'postgres'),
    port: await freePort(),
    settings: {
      fsync: 'off',
      full_page_writes: 'off',
      shared_buffers: '1GB',
      max_wal_size: '8GB',
      maintenance_work_mem: '256MB',
    },
  });
  const knex = knexOf({ client: 'pg', connection: server.connection });
  try {
    await knex.migrate.latest({
      directory: fileURLToPath(
        new URL(`${BACKEND}/../migrations`, import.meta.url),
      ),
    });
    return await run(knex);
  } finally {
    await knex.destroy();
    await server.stop();
    await fs.rm(folder, { recursive: true, force: true });
  }
}

async function measure(knex, read) {
  const values = [];
  for (let n = -WARM; n < RUNS; n += 1) {
    const start = performance.now();
    await read(knex, n + WARM);
    if (n >= 0) values.push(performance.now() - start);
  }
  values.sort((a, b) => a - b);
  return { median: quantile(values, 0.5), p95: quantile(values, 0.95) };
}

async function writePlans(knex, name, read, queryPlans) {
  const plans = await queryPlans(knex, read);
  const file = `${name.replace(/[^a-z]+/g, '-')}.txt`;
  await fs.writeFile(
    path.join(PLANS, file),
    `${[`How PostgreSQL answers: ${name}`, ...plans].join('\n\n')}\n`,
  );
}

/**
 * Every list and search over what years leave behind, by the functions that
 * the API calls; writes their query plans down.
 */
export async function measureLists(size = SIZE) {
  const { fill, LISTS, queryPlans, knex: knexOf } = sources();
  await withDatabase(knexOf, async knex => {
    const start = performance.now();
    await fill(knex, size);
    say(
      `\nLists over ${size.experiments} experiments and ${
        size.decisions
      } decisions, filled in ${Math.round(
        (performance.now() - start) / 1000,
      )} s`,
    );
    const load = () => os.loadavg()[0].toFixed(1);
    const before = load();
    for (const [name, read] of Object.entries(LISTS)) {
      const { median, p95 } = await measure(knex, read);
      say(
        `  ${name.padEnd(44)} median ${median
          .toFixed(1)
          .padStart(7)} ms, p95 ${p95.toFixed(1).padStart(7)} ms`,
      );
      await writePlans(knex, name, read, queryPlans);
    }
    say(`  (n = ${RUNS} each, load ${before} before and ${load()} after)`);
  });
}
