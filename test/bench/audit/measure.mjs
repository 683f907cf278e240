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
import { generateKeyPairSync } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import knexFactory from 'knex';
import pg from 'pg';
import { say } from '../../../scripts/lib/output.mjs';
import { root } from '../../../scripts/lib/paths.mjs';
import { freePort } from '../../../scripts/lib/ports.mjs';
import { startPostgres } from '../../../scripts/lib/postgres.mjs';
import { row, spread } from '../figures.mjs';
import { measureDoor } from './door.mjs';
import { fill } from './fill.mjs';

const require = createRequire(import.meta.url);
require('@backstage/cli/config/nodeTransform.cjs');
const BACKEND = path.join(root, 'plugins/rollouts-backend');
const backend = file => require(path.join(BACKEND, 'src', file));
const load = () => os.loadavg()[0].toFixed(1);

/** Real settings, not those of tests: every commit reaches the disk. */
async function withDatabase(work) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'stagecraft-audit-'));
  try {
    // As root, the database runs as another user and has to pass this folder.
    await chmod(folder, 0o755);
    const postgres = await startPostgres({
      dir: path.join(folder, 'postgres'),
      port: await freePort(),
    });
    const knex = knexFactory({
      client: 'pg',
      connection: postgres.connection,
      pool: { min: 0, max: 20 },
    });
    try {
      await knex.migrate.latest({
        directory: path.join(BACKEND, 'migrations'),
      });
      return await work({ knex, connection: postgres.connection, folder });
    } finally {
      await knex.destroy();
      await postgres.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function makeKey() {
  const { privateKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return backend('audit/keys.ts').SigningKey.fromPem(pem, 'the bench');
}

const seconds = since => ((performance.now() - since) / 1000).toFixed(1);

/** Fills, signs, copies and verifies so many decisions. */
async function measureVerifying(decisions) {
  const { hashDecision } = backend('chain/chain.ts');
  const { FileCopy } = backend('audit/copies/FileCopy.ts');
  const { bringUpToDate } = backend('audit/copies/treeCopies.ts');
  const { Sequencer } = backend('audit/Sequencer.ts');
  const { TrustedKeys } = backend('audit/keys.ts');
  const { withLedger } = backend('audit/verify/DatabaseLedger.ts');
  const { verifyLedger } = backend('audit/verify/verifyLedger.ts');
  await withDatabase(async ({ knex, connection, folder }) => {
    const client = new pg.Client(connection);
    await client.connect();
    const experiments = Math.max(1, Math.round(decisions / 100));
    let since = performance.now();
    await fill(client, hashDecision, { decisions, experiments });
    await client.end();
    say(`\nProof of ${decisions} decisions of ${experiments} experiments`);
    say(`  filled in ${seconds(since)} s`);

    const key = makeKey();
    const copy = new FileCopy(path.join(folder, 'copy'));
    const sequencer = Sequencer.create({
      knex,
      key,
      copies: [copy.name],
      intervalMs: 0,
      alertAfterMs: 3_600_000,
      operators: [],
      logger: console,
    });
    since = performance.now();
    await sequencer.register();
    const heads = await sequencer.runOnce();
    say(`  ordered and signed in ${seconds(since)} s, by ${heads} heads`);
    since = performance.now();
    await bringUpToDate(knex, copy);
    say(`  copied to a file in ${seconds(since)} s`);

    const trusted = new TrustedKeys([
      { pem: key.publicKey, source: 'the bench' },
    ]);
    const before = load();
    const delays = [];
    let last = performance.now();
    const beat = setInterval(() => {
      const now = performance.now();
      delays.push(now - last - 10);
      last = now;
    }, 10);
    let memory = 0;
    const verdict = await withLedger(knex, ledger =>
      verifyLedger(ledger, {
        trusted,
        copies: [copy],
        onProgress: () => {
          memory = Math.max(memory, process.memoryUsage().rss);
        },
      }),
    );
    clearInterval(beat);
    say(`  ${verdict.sentence}`);
    say(
      `  verified in ${verdict.seconds.toFixed(1)} s, with ${Math.round(
        memory / 1e6,
      )} MB at most (load ${before} before and ${load()} after)`,
    );
    say(row('the event loop came late by', spread(delays), 'ms'));
  });
}

async function measureDeciding(secondsEach) {
  await withDatabase(async ({ knex }) => {
    for (const [experiments, callers] of [
      [64, 16],
      [1, 1],
    ]) {
      const before = load();
      const { perSecond, latencies } = await measureDoor(knex, backend, {
        experiments,
        callers,
        seconds: secondsEach,
      });
      say(
        `\nDecisions through the door: ${experiments} experiments, ${callers} callers at once`,
      );
      say(
        `  ${Math.round(
          perSecond,
        )} a second over ${secondsEach} s (load ${before} before and ${load()} after)`,
      );
      say(row('one decision', spread(latencies), 'ms'));
    }
  });
}

/** `door [seconds]`, `verify [decisions]`, or both where nothing is said. */
export async function measureAudit([what = 'all', argument]) {
  if (what === 'all' || what === 'door') {
    await measureDeciding(Number(argument ?? 20));
  }
  if (what === 'all' || what === 'verify') {
    await measureVerifying(Number(argument ?? 1_000_000));
  }
}
