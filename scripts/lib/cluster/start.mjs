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

import * as fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { say, seconds } from '../output.mjs';
import { root } from '../paths.mjs';
import { eventually } from '../process.mjs';
import { Failure } from '../failure.mjs';
import { manifestsOf } from './Api.mjs';
import { startArgoRollouts } from './argoRollouts.mjs';
import { builtModules } from './build.mjs';
import { startControlPlane } from './controlPlane.mjs';
import { sources } from './modules.mjs';

const PATIENCE_MS = 120_000;
const ACCOUNT = path.join(root, 'deploy/kubernetes/rollouts-account.yaml');
/** Of Istio's kinds, those that no driver moves; each costs a start some time. */
const UNUSED = /^(?!(VirtualService|DestinationRule)\.).*\.istio\.io$/;
const NODE = {
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: 'fake', labels: { 'kubernetes.io/os': 'linux' } },
};

async function filesIn(...parts) {
  const folder = path.join(...parts);
  return (await fs.readdir(folder)).sort().map(name => path.join(folder, name));
}

async function untilIs(api, object, type, what) {
  const holds = async () => {
    const { status } = await api.read(object);
    return status?.conditions?.some(
      condition => condition.type === type && condition.status === 'True',
    );
  };
  if (await eventually(holds, PATIENCE_MS)) return;
  throw new Failure(`${what} of the test cluster did not become ${type}.`);
}

async function applyDefinitions(api, folders) {
  const files = [
    ...(await filesIn(folders.crds, 'crds')),
    ...(await filesIn(folders['argo-rollouts'], 'crds')),
    path.join(sources, 'featureFlags.yaml'),
  ];
  const definitions = (await Promise.all(files.map(manifestsOf)))
    .flat()
    .filter(({ spec }) => !UNUSED.test(`${spec.names.kind}.${spec.group}`));
  await Promise.all(
    definitions.map(async each => {
      await api.apply(each);
      await untilIs(api, each, 'Established', each.metadata.name);
    }),
  );
}

/** Gives Stagecraft its account, as people do for their clusters. */
export async function makeAccount(api) {
  await api.applyFile(ACCOUNT);
}

/**
 * Builds what is missing and starts a cluster of one's own: a control plane,
 * a node that runs every pod at once, the kinds that drivers move, Stagecraft's
 * account, and the Argo Rollouts controller.
 *
 * @param onEnd - called with lines when a process of it ends by itself
 * @returns `kubeconfig`, the administrator's, `kubectl`, the path of one, and
 *   `stop`
 */
export async function startCluster({ onEnd }) {
  const folders = await builtModules();
  const start = Date.now();
  const folder = await fs.mkdtemp(
    path.join(os.tmpdir(), 'stagecraft-cluster-'),
  );
  const started = [];
  const stop = async () => {
    for (const each of started.toReversed()) await each.stop();
    await fs.rm(folder, { recursive: true, force: true });
  };
  try {
    const program = path.join(folders.controlplane, 'controlplane');
    const plane = await startControlPlane({
      folder,
      program,
      stages: await filesIn(folders.controlplane, 'stages'),
      onEnd,
    });
    started.push(plane);
    const { api } = plane;
    await api.apply(NODE);
    await Promise.all([
      applyDefinitions(api, folders),
      makeAccount(api),
      untilIs(api, NODE, 'Ready', 'The node'),
    ]);
    say(`The control plane is up after ${seconds(start)}.`);
    started.push(
      await startArgoRollouts({
        folder,
        program,
        build: folders['argo-rollouts'],
        plane,
        onEnd,
      }),
    );
    say(`The Argo Rollouts controller is up after ${seconds(start)}.`);
    const kubectl = path.join(folders.kubectl, 'kubectl');
    return { kubeconfig: plane.kubeconfig, kubectl, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
