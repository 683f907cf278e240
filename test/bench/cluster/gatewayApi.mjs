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

import { deployment, metadata, NAMESPACE, service } from './workloads.mjs';

const NAME = 'bench-gateway-api';
const BACKENDS = { baseline: `${NAME}-stable`, new: `${NAME}-next` };
const PARENT = { name: 'public', namespace: 'gateway' };
const PATH = `/apis/gateway.networking.k8s.io/v1/namespaces/${NAMESPACE}/httproutes/${NAME}`;

const backend = (name, weight) => ({ name, port: 80, weight });

function share({ backendRefs }) {
  const sum = backendRefs.reduce((all, { weight }) => all + weight, 0);
  const next = backendRefs.find(({ name }) => name === BACKENDS.new);
  return sum ? (next?.weight ?? 0) / sum : 0;
}

const condition = (type, generation) => ({
  type,
  status: 'True',
  reason: type,
  message: 'Taken by nobody: there is no data plane',
  lastTransitionTime: new Date().toISOString(),
  observedGeneration: generation,
});

/** Says of each generation that it was taken, as a Gateway's controller does. */
async function standIn(api, route) {
  const { generation } = route.metadata;
  const seen = route.status?.parents?.[0]?.conditions?.[0]?.observedGeneration;
  if (seen === generation) return;
  const parent = {
    parentRef: PARENT,
    controllerName: 'stagecraft.dev/bench',
    conditions: [
      condition('Accepted', generation),
      condition('ResolvedRefs', generation),
    ],
  };
  await api.send(
    'PATCH',
    `${PATH}/status`,
    { status: { parents: [parent] } },
    'application/merge-patch+json',
  );
}

/** An HTTPRoute over two Services. */
export const gatewayApi = {
  kind: 'gateway-api',
  target: {
    kind: 'gateway-api',
    namespace: NAMESPACE,
    name: NAME,
    backends: BACKENDS,
  },
  manifests: [
    ...Object.values(BACKENDS).flatMap(name => [
      deployment(name, { app: name }),
      service(name, { app: name }),
    ]),
    {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: metadata(NAME),
      spec: {
        hostnames: ['gateway-api.example'],
        parentRefs: [PARENT],
        rules: [
          {
            name: 'main',
            timeouts: { request: '10s' },
            backendRefs: [
              backend(BACKENDS.baseline, 10_000),
              backend(BACKENDS.new, 0),
            ],
          },
        ],
      },
    },
  ],
  /** What is moved, by its path; others are written beside it. */
  path: PATH,
  beside: [],
  /** Of the requests, what the new version gets. */
  shareOf: ({ spec }) => Math.max(...spec.rules.map(share)),
  standIn,
};
