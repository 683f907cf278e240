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

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
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
/** Done to other records than experiments. */
const ACTS = 50_000;
const RUNS = 40;
const WARM = 3;
const PATIENCE_MS = 10_000;
const PLANS = fileURLToPath(new URL('plans', import.meta.url));
const BACKEND = '../../plugins/rollouts-backend/src';

/** The backend's own functions, from their sources. */
function sources() {
  const require = createRequire(import.meta.url);
  require('@backstage/cli/config/nodeTransform.cjs');
  return {
    ...require(`${BACKEND}/testing/fill.ts`),
    ...require(`${BACKEND}/testing/fillActs.ts`),
    ...require(`${BACKEND}/testing/lists.ts`),
    ...require(`${BACKEND}/testing/queryPlans.ts`),
    ...require(`${BACKEND}/__testUtils__/ListPortal.ts`),
    ...require('@backstage/plugin-permission-node/alpha'),
    permissionBackend: require('@backstage/plugin-permission-backend').default,
    ...require('@backstage/plugin-permission-node'),
    ...require('@backstage/backend-plugin-api'),
    ...require('@backstage/backend-test-utils'),
    knex: require('knex'),
  };
}

/** The same while what fills it is the same; migrations are added to it. */
async function fingerprint(size) {
  const hash = createHash('sha256').update(JSON.stringify(size));
  for (const name of ['fill', 'fillAround']) {
    const file = new URL(`${BACKEND}/testing/${name}.ts`, import.meta.url);
    hash.update(await fs.readFile(file));
  }
  return hash.digest('hex').slice(0, 12);
}

/** In the folder that STAGECRAFT_BENCH_DATA names, or one that is removed. */
async function folderOf(size) {
  const kept = process.env.STAGECRAFT_BENCH_DATA;
  const folder = kept
    ? path.resolve(kept, await fingerprint(size))
    : await fs.mkdtemp(path.join(os.tmpdir(), 'stagecraft-lists-'));
  await fs.mkdir(folder, { recursive: true });
  await fs.chmod(folder, 0o755);
  return { folder, kept: kept !== undefined };
}

async function filled(folder, name, fill) {
  const marker = path.join(folder, name);
  if (existsSync(marker)) {
    say(`\nWith the data of a run before (${name})`);
    return;
  }
  const start = performance.now();
  await fill();
  await fs.writeFile(marker, '');
  const seconds = Math.round((performance.now() - start) / 1000);
  say(`\nFilled in ${seconds} s`);
}

async function withDatabase(size, { knex: knexOf, fill, fillActs }, run) {
  const { folder, kept } = await folderOf(size);
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
    await filled(folder, 'filled', () => fill(knex, size));
    await filled(folder, 'filled-acts', () => fillActs(knex, ACTS));
    return await run(knex);
  } finally {
    await knex.destroy();
    await server.stop();
    if (!kept) await fs.rm(folder, { recursive: true, force: true });
  }
}

/** As the portal's, with the tokens of tests: they say which plugin asks. */
function permissionClient({
  coreServices,
  createServiceFactory,
  mockCredentials,
  ServerPermissionClient,
}) {
  return createServiceFactory({
    service: coreServices.permissions,
    deps: {
      auth: coreServices.auth,
      config: coreServices.rootConfig,
      discovery: coreServices.discovery,
    },
    factory: ({ auth, config, discovery }) =>
      ServerPermissionClient.fromConfig(config, {
        discovery,
        auth: {
          ...auth,
          isPrincipal: auth.isPrincipal.bind(auth),
          getPluginRequestToken: async ({ onBehalfOf }) => ({
            token: mockCredentials.user.token(
              onBehalfOf.principal.userEntityRef,
              { actor: { subject: 'plugin:rollouts' } },
            ),
          }),
        },
      }),
  });
}

/** The portal's own way: asked over HTTP, of a policy with conditions. */
function permissionsOverHttp(all) {
  const policy = {
    handle: async ({ permission }, user) =>
      all.listPolicy(permission, user.info.userEntityRef),
  };
  const module = all.createBackendModule({
    pluginId: 'permission',
    moduleId: 'lists',
    register(env) {
      env.registerInit({
        deps: { point: all.policyExtensionPoint },
        init: async ({ point }) => point.setPolicy(policy),
      });
    },
  });
  return [permissionClient(all), all.permissionBackend, module];
}

/** As often as `RUNS`, or as is done within `PATIENCE_MS`. */
async function measure(portal, reader) {
  const values = [];
  const begin = performance.now();
  for (let n = -WARM; n < RUNS; n += 1) {
    const start = performance.now();
    await portal.read(reader, n + WARM);
    if (n >= 0) values.push(performance.now() - start);
    if (n > 0 && performance.now() - begin > PATIENCE_MS) break;
  }
  values.sort((a, b) => a - b);
  return {
    n: values.length,
    median: quantile(values, 0.5),
    p95: quantile(values, 0.95),
  };
}

async function writePlans(name, plans) {
  const file = `${name.replace(/[^a-z]+/g, '-')}.txt`;
  await fs.writeFile(
    path.join(PLANS, file),
    `${[`How PostgreSQL answers: ${name}`, ...plans].join('\n\n')}\n`,
  );
}

/**
 * Every list and search over what years leave behind, over HTTP, as people who
 * see all of it or what one team owns; writes the query plans down.
 */
export async function measureLists(size = SIZE, only = '') {
  const all = sources();
  const { LISTS, ListPortal, idleQueries, queryPlans } = all;
  await withDatabase(size, all, async knex => {
    say(
      `Lists over ${size.experiments} experiments and ${size.decisions} decisions`,
    );
    const portal = await ListPortal.start(knex, permissionsOverHttp(all));
    try {
      const idle = await idleQueries(knex);
      const load = () => os.loadavg()[0].toFixed(1);
      for (const [name, reader] of Object.entries(LISTS)) {
        if (!name.includes(only)) continue;
        const { n, median, p95 } = await measure(portal, reader);
        const [shownMedian, shownP95] = [median, p95].map(value =>
          value.toFixed(1).padStart(7),
        );
        say(
          `  ${name.padEnd(
            46,
          )} median ${shownMedian} ms, p95 ${shownP95} ms (n = ${n}, load ${load()})`,
        );
        const plans = await queryPlans(knex, idle, () =>
          portal.read(reader, 7),
        );
        await writePlans(name, plans);
      }
    } finally {
      await portal.stop();
    }
  });
}
