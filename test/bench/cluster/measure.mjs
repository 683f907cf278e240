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

import { KubeConfig } from '@kubernetes/client-node';
import * as fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Api } from '../../../scripts/lib/cluster/Api.mjs';
import {
  builtModules,
  missingGo,
} from '../../../scripts/lib/cluster/build.mjs';
import { startCluster } from '../../../scripts/lib/cluster/start.mjs';
import { Failure } from '../../../scripts/lib/failure.mjs';
import { say, seconds } from '../../../scripts/lib/output.mjs';
import { eventually } from '../../../scripts/lib/process.mjs';
import { root } from '../../../scripts/lib/paths.mjs';
import { people } from '../people.mjs';
import { ArgoAlone } from './ArgoAlone.mjs';
import { argoRollouts } from './argoRollouts.mjs';
import { INTERVAL_SECONDS, WINDOW_SECONDS } from './condition.mjs';
import { CountingProxy } from './CountingProxy.mjs';
import { deployments } from './deployments.mjs';
import { featureFlag } from './featureFlag.mjs';
import { gatewayApi } from './gatewayApi.mjs';
import { Governed } from './Governed.mjs';
import { istio } from './istio.mjs';
import { startPortal } from './portal.mjs';
import { startPrometheus } from './prometheus.mjs';
import { Source } from './Source.mjs';
import { Traffic } from './Traffic.mjs';
import { NAMESPACE } from './workloads.mjs';

const PATIENCE_MS = 60_000;
const SIGNALS = ['SIGINT', 'SIGTERM'];
const LANES = [gatewayApi, istio, argoRollouts, deployments, featureFlag];
const ROLE = path.join(root, 'deploy/kubernetes/rollouts-role.yaml');

/**
 * One after the other, each at another time within its interval, so that no
 * engine is measured at the time that suits it.
 */
async function round(engines, first, note) {
  await Promise.all(engines.map(engine => engine.open()));
  for (let turn = 0; turn < engines.length; turn += 1) {
    const engine = engines[(first + turn) % engines.length];
    await pause(Math.random() * INTERVAL_SECONDS * 1000);
    note(await engine.breach());
  }
  await Promise.all(engines.map(engine => engine.close()));
  // No window of the next round must see requests of this one that failed.
  await pause((WINDOW_SECONDS + 1) * 1000);
}

async function untilServed(api, manifest) {
  if (manifest.kind !== 'Deployment') return;
  const served = async () => {
    const { spec, status } = await api.read(manifest);
    return (status?.availableReplicas ?? 0) === spec.replicas;
  };
  if (await eventually(served, PATIENCE_MS)) return;
  throw new Failure(`${manifest.metadata.name} did not become available.`);
}

async function makeTargets(api, lanes) {
  await api.apply({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: NAMESPACE },
  });
  await api.applyFile(ROLE, NAMESPACE);
  const manifests = lanes.flatMap(each => each.manifests);
  for (const each of manifests) await api.apply(each);
  for (const each of manifests) await untilServed(api, each);
}

async function startEngines({ folder, stops, cluster, lanes, onEnd }) {
  const api = new Api(cluster.kubeconfig);
  const kubeConfig = new KubeConfig();
  kubeConfig.loadFromFile(cluster.kubeconfig);
  const traffic = new Traffic();
  const source = new Source(traffic);
  await source.start();
  stops.push(() => source.stop());
  const prometheus = await startPrometheus({ folder, target: source.url });
  stops.push(prometheus.stop);
  source.passTo(prometheus.url);

  const proxy = new CountingProxy(kubeConfig.getCurrentCluster());
  const url = await proxy.start();
  stops.push(() => proxy.stop());

  await makeTargets(api, lanes);
  const portal = await startPortal({
    folder,
    api,
    url,
    source,
    lanes,
  });
  stops.push(portal.stop);

  const shared = { api, kubeConfig, source, traffic };
  const call = people(portal.baseUrl);
  const engines = [
    ...lanes.map(lane => new Governed(lane, { ...shared, proxy, call })),
    new ArgoAlone(shared),
  ];
  for (const engine of engines) {
    stops.push(() => engine.stop());
    await engine.start();
  }
  return engines;
}

async function rounds(engines, count) {
  const measured = [];
  const start = Date.now();
  for (let number = 0; number < count; number += 1) {
    await round(engines, number, result => measured.push(result));
    say(`Round ${number + 1} of ${count} is over after ${seconds(start)}.`);
  }
  return measured;
}

function lanesOf(kinds) {
  if (kinds.length === 0) return LANES;
  const unknown = kinds.filter(each =>
    LANES.every(({ kind }) => kind !== each),
  );
  if (unknown.length > 0) {
    throw new Failure(
      `There is nothing to measure for ${unknown.join(', ')}.`,
      `Name some of ${LANES.map(({ kind }) => kind).join(', ')}.`,
    );
  }
  return LANES.filter(({ kind }) => kinds.includes(kind));
}

/** Rejects once somebody or something ends the run before its time. */
function untimelyEnd(signal) {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
    if (signal.aborted) reject(signal.reason);
  });
}

/**
 * Starts a control plane with the Argo Rollouts controller, and Stagecraft's
 * backend before it; lets a new version fail in every engine, `count` times.
 *
 * @param kinds - of targets; all without any
 * @returns what each breach measured, in their order
 */
export async function measureCluster(count, kinds) {
  const lanes = lanesOf(kinds);
  const missing = await missingGo();
  if (missing) throw new Failure(`There is no test cluster: ${missing}.`);
  await builtModules();

  const over = new AbortController();
  const onEnd = reason => over.abort(reason);
  const interrupted = () => onEnd(new Failure('Interrupted.'));
  for (const signal of SIGNALS) process.on(signal, interrupted);
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'stagecraft-bench-'));
  const stops = [() => fs.rm(folder, { recursive: true, force: true })];
  try {
    const cluster = await startCluster({
      onEnd: lines => onEnd(new Failure(...lines)),
    });
    stops.push(cluster.stop);
    const start = Date.now();
    const engines = await startEngines({
      folder,
      stops,
      cluster,
      lanes,
      onEnd,
    });
    say(`Stagecraft and its targets are up after another ${seconds(start)}.`);
    return await Promise.race([
      rounds(engines, count),
      untimelyEnd(over.signal),
    ]);
  } finally {
    for (const each of stops.reverse()) await each();
    for (const signal of SIGNALS) process.off(signal, interrupted);
  }
}
