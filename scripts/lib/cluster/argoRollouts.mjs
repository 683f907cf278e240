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

import path from 'node:path';
import { startChild } from '../children.mjs';
import { Failure } from '../failure.mjs';
import { freePort } from '../ports.mjs';
import { eventually } from '../process.mjs';
import { writeKubeconfig } from './credentials.mjs';

const NAMESPACE = 'argo-rollouts';
const PATIENCE_MS = 120_000;

async function healthy(port) {
  try {
    return (await fetch(`http://127.0.0.1:${port}/healthz`)).ok;
  } catch {
    return false;
  }
}

/** Installs the controller's own account with its own rights. */
async function install({ api, build }) {
  await api.apply({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: NAMESPACE },
  });
  const files = ['argo-rollouts-sa.yaml', 'argo-rollouts-clusterrole.yaml'];
  for (const file of files) {
    await api.applyFile(path.join(build, 'install', file), NAMESPACE);
  }
  await api.apply({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: { name: 'argo-rollouts' },
    roleRef: {
      apiGroup: 'rbac.authorization.k8s.io',
      kind: 'ClusterRole',
      name: 'argo-rollouts',
    },
    subjects: [
      { kind: 'ServiceAccount', name: 'argo-rollouts', namespace: NAMESPACE },
    ],
  });
  const { status } = await api.send(
    'POST',
    `/api/v1/namespaces/${NAMESPACE}/serviceaccounts/argo-rollouts/token`,
    {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenRequest',
      spec: { expirationSeconds: 86_400 },
    },
  );
  return status.token;
}

/**
 * Starts the real controller, with the rights it asks for and no more.
 *
 * @param program - the control plane's binary, which holds the leash
 */
export async function startArgoRollouts({
  folder,
  program,
  build,
  plane,
  onEnd,
}) {
  const token = await install({ api: plane.api, build });
  const kubeconfig = await writeKubeconfig({
    file: path.join(folder, 'argo-rollouts.kubeconfig'),
    server: plane.server,
    ca: plane.ca,
    token,
  });
  const [metrics, health] = await Promise.all([freePort(), freePort()]);
  const child = startChild({
    name: 'argo-rollouts',
    command: program,
    args: [
      'leash',
      path.join(build, 'argo-rollouts'),
      `--kubeconfig=${kubeconfig}`,
      `--metricsPort=${metrics}`,
      `--healthzPort=${health}`,
      '--leader-elect=false',
      '--qps=200',
      '--burst=400',
      '--loglevel=error',
    ],
    cwd: folder,
    onLine: () => {},
    leash: true,
  });
  let stopping = false;
  const over = new AbortController();
  void child.ended.then(how => {
    over.abort();
    if (!stopping) onEnd([`${child.name} ended: ${how}.`, ...child.lines]);
  });
  const stop = async () => {
    stopping = true;
    await child.stop({ ms: 3_000 });
  };
  if (await eventually(() => healthy(health), PATIENCE_MS, over.signal)) {
    return { stop };
  }
  await stop();
  throw new Failure(
    'The Argo Rollouts controller did not become healthy.',
    ...child.lines,
  );
}
