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

import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { main, say } from '../../scripts/lib/output.mjs';
import { bundleSizes } from './bundle.mjs';
import { row, spread } from './figures.mjs';
import { reversals } from './reversals.mjs';

const KILO = 1000;

async function measureReversals(runs) {
  const { startWorld } = await import('../../scripts/lib/world.mjs');
  const logs = await mkdtemp(path.join(os.tmpdir(), 'stagecraft-bench-'));
  const world = await startWorld({ logs });
  try {
    const measured = await reversals(world, runs);
    say(
      `\nReversals, one rollout at a time (${runs} by a breach, ${runs} by hand)`,
    );
    for (const [what, values] of Object.entries(measured)) {
      say(row(what, spread(values), 'ms'));
    }
  } finally {
    await world.stop();
    await rm(logs, { recursive: true, force: true });
  }
}

async function measureClusterReversals(rounds, kinds) {
  const { measureCluster } = await import('./cluster/measure.mjs');
  const { reportCluster } = await import('./cluster/report.mjs');
  const load = () => os.loadavg()[0].toFixed(1);
  const before = load();
  const measured = await measureCluster(rounds, kinds);
  say(
    `\nReversals by a breach on a real control plane, beside Argo Rollouts (${rounds} rounds, load ${before} before and ${load()} after)`,
  );
  reportCluster(measured);
}

async function measureBundle() {
  const sizes = await bundleSizes();
  say("\nThe plugin's own JavaScript, minified and gzipped");
  for (const [what, bytes] of Object.entries(sizes)) {
    say(`  ${what.padEnd(44)} ${(bytes / KILO).toFixed(1).padStart(8)} kB`);
  }
}

async function measureAudit(args) {
  const { measureAudit: measure } = await import('./audit/measure.mjs');
  await measure(args);
}

// `npm run bench` measures everything; `npm run bench -- bundle`, `-- lists`,
// `-- reversals [runs]`, `-- active [rollouts]`, `-- cluster [rounds] [kind…]`,
// `-- audit door [seconds]` or `-- audit verify [decisions]` one of them. The
// portal says itself how long its installation and its start took.
await main(async () => {
  const [what = 'all', runs, ...kinds] = process.argv.slice(2);
  if (what === 'all' || what === 'bundle') await measureBundle();
  if (what === 'all' || what === 'reversals') {
    await measureReversals(Number(runs ?? 10));
  }
  if (what === 'all' || what === 'lists') {
    const { measureLists } = await import('./lists.mjs');
    await measureLists(undefined, process.argv[3]);
  }
  if (what === 'all' || what === 'cluster') {
    await measureClusterReversals(Number(runs ?? 5), kinds);
  }
  if (what === 'all' || what === 'active') {
    const { measureActive } = await import('./active.mjs');
    await measureActive(Number(what === 'active' && runs ? runs : 10_000));
  }
  if (what === 'all') await measureAudit([]);
  if (what === 'audit') await measureAudit(process.argv.slice(3));
});
