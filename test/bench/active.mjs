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

import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { say } from '../../scripts/lib/output.mjs';
import { freePort } from '../../scripts/lib/ports.mjs';
import { startPostgres } from '../../scripts/lib/postgres.mjs';

const INTERVAL_SECONDS = 30;
const CLUSTERS = 10;
const AT_ONCE = 10;
const MEGA = 1_000_000;

const logger = { debug() {}, info() {}, warn: say, error: say };
const require = createRequire(import.meta.url);

/** The backend's own functions, from their sources. */
function backend(file) {
  require('@backstage/cli/config/nodeTransform.cjs');
  return require(`../../plugins/rollouts-backend/src/${file}`);
}

async function withDatabase(work) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'stagecraft-active-'));
  try {
    await chmod(folder, 0o755);
    const server = await startPostgres({
      dir: path.join(folder, 'postgres'),
      port: await freePort(),
    });
    const knex = require('knex')({
      client: 'pg',
      connection: server.connection,
      pool: { min: 0, max: 10 },
    });
    try {
      return await work(knex);
    } finally {
      await knex.destroy();
      await server.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function expose(world, rollouts) {
  const [target] = backend('testing/plans.ts').makePlan().targets;
  const left = Array.from({ length: rollouts }, (_, n) => n);
  const one = async () => {
    for (let n = left.pop(); n !== undefined; n = left.pop()) {
      const cluster = `cluster-${n % CLUSTERS}`;
      const targets = [{ ...target, cluster, name: `route-${n}` }];
      await world.expose({ id: `rollout-${n}`, plan: { targets } });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  await world.knex.raw(
    `update work set due_at = clock_timestamp() + random() * ? * interval '1 second'`,
    [INTERVAL_SECONDS],
  );
  await world.knex.raw('analyze');
}

/** A target that shows what was decided, at once. */
function driverOf(counted) {
  return {
    async observe() {
      counted.looks += 1;
      return {
        exposure: { internal: 10_000, everyone: 500 },
        fence: { epoch: 0, count: 0 },
        generation: 1,
        accepted: true,
        trouble: null,
      };
    },
  };
}

function replicaOf(world, counted) {
  const { Controller, Watcher } = backend('controller/index.ts');
  const { Sampler, readEvidence, awake } = backend('sampling/index.ts');
  const drivers = { of: () => driverOf(counted) };
  const { knex: database } = world;
  return [
    Sampler.create({
      knex: database,
      logger,
      providers: [world.provider],
      intervalSeconds: INTERVAL_SECONDS,
    }),
    Controller.create({
      database,
      door: {
        async command({ command }) {
          counted.commands += 1;
          return {
            accepted: false,
            refusal: { code: 'gate-closed', reason: command.reason },
          };
        },
      },
      drivers,
      readEvidence,
      awakeSince: awake.since,
      logger,
      intervals: { intervalMs: INTERVAL_SECONDS * 1000 },
    }),
    Watcher.create({ database, drivers, logger, intervalMs: 5000 }),
  ];
}

/** Of this process, a sample a second: the most memory, and its CPU. */
async function observeProcess(seconds) {
  let rss = 0;
  let heap = 0;
  const cpu = process.cpuUsage();
  for (let second = 0; second < seconds; second += 1) {
    await pause(1000);
    const used = process.memoryUsage();
    rss = Math.max(rss, used.rss);
    heap = Math.max(heap, used.heapUsed);
  }
  const { user, system } = process.cpuUsage(cpu);
  return { rss, heap, cores: (user + system) / MEGA / seconds };
}

/**
 * What so many active rollouts cost one replica, each looked at every 30 s: the
 * sampler, the controller and the watcher, over targets and a metrics source
 * that answer at once, without the portal around them.
 */
export async function measureActive(rollouts, intervals = 4) {
  await withDatabase(async knex => {
    const { SamplingWorld } = backend(
      'sampling/__testUtils__/SamplingWorld.ts',
    );
    const world = await SamplingWorld.create({ init: async () => knex });
    await expose(world, rollouts);
    const before = process.memoryUsage().rss;
    const counted = { looks: 0, commands: 0 };
    const loops = replicaOf(world, counted);
    loops.forEach(loop => loop.start());
    await observeProcess(INTERVAL_SECONDS);
    const looks = counted.looks;
    const queries = world.provider.queries.length;
    const { rss, heap, cores } = await observeProcess(
      (intervals - 1) * INTERVAL_SECONDS,
    );
    const per = count => Math.round(count / (intervals - 1));
    say(
      `\n${rollouts} active rollouts in ${CLUSTERS} clusters on one replica, every ${INTERVAL_SECONDS} s (load ${os
        .loadavg()[0]
        .toFixed(1)})`,
    );
    say(`  memory, at most ${Math.round(rss / MEGA)} MB resident`);
    say(`  of it heap in use ${Math.round(heap / MEGA)} MB`);
    say(`  before it started ${Math.round(before / MEGA)} MB resident`);
    say(`  CPU ${cores.toFixed(2)} cores`);
    say(`  looks at targets ${per(counted.looks - looks)} an interval`);
    say(
      `  metrics queries ${per(
        world.provider.queries.length - queries,
      )} an interval`,
    );
    for (const loop of [...loops].reverse()) await loop.stop();
  });
}
