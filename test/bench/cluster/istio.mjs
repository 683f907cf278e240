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

const NAME = 'bench-istio';
const BACKENDS = { baseline: 'stable', new: 'next' };
const GROUP = `/apis/networking.istio.io/v1/namespaces/${NAMESPACE}`;
const apiVersion = 'networking.istio.io/v1';

const to = (subset, weight) => ({
  destination: { host: NAME, subset, port: { number: 80 } },
  weight,
});

function share({ route }) {
  const sum = route.reduce((all, { weight }) => all + weight, 0);
  const next = route.find(
    ({ destination }) => destination.subset === BACKENDS.new,
  );
  return sum ? (next?.weight ?? 0) / sum : 0;
}

/** A VirtualService over two subsets of one Service. */
export const istio = {
  kind: 'istio',
  target: {
    kind: 'istio',
    namespace: NAMESPACE,
    name: NAME,
    part: NAME,
    backends: BACKENDS,
  },
  manifests: [
    ...Object.values(BACKENDS).map(version =>
      deployment(`${NAME}-${version}`, { app: NAME, version }),
    ),
    service(NAME, { app: NAME }),
    {
      apiVersion,
      kind: 'DestinationRule',
      metadata: metadata(NAME),
      spec: {
        host: NAME,
        subsets: Object.values(BACKENDS).map(name => ({
          name,
          labels: { version: name },
        })),
      },
    },
    {
      apiVersion,
      kind: 'VirtualService',
      metadata: metadata(NAME),
      spec: {
        hosts: [NAME],
        http: [
          {
            name: 'main',
            timeout: '10s',
            route: [to(BACKENDS.baseline, 100), to(BACKENDS.new, 0)],
          },
        ],
      },
    },
  ],
  path: `${GROUP}/virtualservices/${NAME}`,
  /** Its subset is held to limits while it is exposed. */
  beside: [`${GROUP}/destinationrules/${NAME}`],
  shareOf: ({ spec }) => Math.max(...spec.http.map(share)),
};
