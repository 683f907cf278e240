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
import path from 'node:path';
import { root } from '../paths.mjs';

export const sources = path.join(root, 'test', 'cluster');

const KUBERNETES = 'k8s.io/kubernetes';

/** The version of a module as the go.mod of ours in `folder` requires it. */
async function requiredVersion(folder, module) {
  const file = path.join(sources, folder, 'go.mod');
  const text = await fs.readFile(file, 'utf8');
  const line = text
    .split('\n')
    .map(each => each.trim().split(/\s+/))
    .find(([name, version]) => name === module && version.startsWith('v'));
  if (!line) throw new Error(`${file} does not require ${module}.`);
  return line[1];
}

/** What the binary says of its version; Argo Rollouts reads it. */
async function kubernetesVersion() {
  const version = await requiredVersion('controlplane', KUBERNETES);
  const [major, minor] = version.slice(1).split('.');
  const variable = 'k8s.io/component-base/version.';
  return [
    `-X ${variable}gitVersion=${version}`,
    `-X ${variable}gitMajor=${major}`,
    `-X ${variable}gitMinor=${minor}`,
  ];
}

/**
 * The Go modules of `test/cluster`: what each builds, and which files of the
 * modules it requires are used as they are, by the name of their copy.
 */
export const modules = {
  controlplane: {
    package: '.',
    ldflags: kubernetesVersion,
    minutes: 10,
    files: [
      {
        module: 'sigs.k8s.io/kwok',
        folder: 'kustomize/stage',
        to: 'stages',
        names: [
          'node/fast/node-initialize.yaml',
          'node/heartbeat-with-lease/node-heartbeat-with-lease.yaml',
          'pod/fast/pod-ready.yaml',
          'pod/fast/pod-complete.yaml',
          'pod/fast/pod-delete.yaml',
        ],
      },
    ],
  },
  kubectl: {
    package: '.',
    ldflags: kubernetesVersion,
    minutes: 2,
    files: [],
  },
  'argo-rollouts': {
    package: 'github.com/argoproj/argo-rollouts/cmd/rollouts-controller',
    ldflags: async () => [],
    minutes: 5,
    files: [
      {
        module: 'github.com/argoproj/argo-rollouts',
        folder: 'manifests',
        to: 'install',
        names: [
          'base/argo-rollouts-sa.yaml',
          'role/argo-rollouts-clusterrole.yaml',
        ],
      },
      {
        module: 'github.com/argoproj/argo-rollouts',
        folder: 'manifests/crds',
        to: 'crds',
        names: [
          'analysis-run-crd.yaml',
          'analysis-template-crd.yaml',
          'cluster-analysis-template-crd.yaml',
          'experiment-crd.yaml',
          'rollout-crd.yaml',
        ],
      },
    ],
  },
  crds: {
    files: [
      {
        module: 'sigs.k8s.io/gateway-api',
        folder: 'config/crd/standard',
        to: 'crds',
        names: [
          'gateway.networking.k8s.io_gatewayclasses.yaml',
          'gateway.networking.k8s.io_gateways.yaml',
          'gateway.networking.k8s.io_httproutes.yaml',
        ],
      },
      {
        module: 'istio.io/api',
        folder: 'kubernetes',
        to: 'crds',
        names: ['customresourcedefinitions.gen.yaml'],
      },
      {
        module: 'github.com/chaos-mesh/chaos-mesh',
        folder: 'config/crd/bases',
        to: 'crds',
        names: [
          'chaos-mesh.org_httpchaos.yaml',
          'chaos-mesh.org_networkchaos.yaml',
        ],
      },
    ],
  },
};
