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

import type { Cluster } from '../cluster/Cluster';
import { ClusterError } from '../cluster/errors';
import { DEPLOYMENTS, SERVICES, type Resource } from '../cluster/resources';
import { find } from './find';

const service = (name: string, selector: Record<string, string> | null) => ({
  metadata: { name, namespace: 'storefront' },
  spec: { selector },
});

const deployment = (name: string, replicas: number, track: string) => ({
  metadata: {
    name,
    namespace: 'storefront',
    uid: name,
    resourceVersion: '1',
    generation: 1,
  },
  spec: {
    replicas,
    template: { metadata: { labels: { app: 'shop', track } } },
  },
});

function clusterWith(objects: Map<Resource, unknown[]>): Cluster {
  const cluster: Pick<Cluster, 'name' | 'list'> = {
    name: 'demo',
    list: async resource => objects.get(resource) ?? [],
  };
  return cluster as Cluster;
}

const SCOPE = {
  cluster: 'demo',
  namespace: 'storefront',
  labelSelector: 'a=b',
};
const signal = new AbortController().signal;

describe('finding Deployments', () => {
  it('takes the one with more pods behind a Service for the baseline', async () => {
    const cluster = clusterWith(
      new Map([
        [
          SERVICES,
          [
            service('shop', { app: 'shop' }),
            service('shop-next', { app: 'shop', track: 'next' }),
            service('anything', null),
          ],
        ],
        [
          DEPLOYMENTS,
          [deployment('next', 0, 'next'), deployment('stable', 4, 'stable')],
        ],
      ]),
    );
    expect(await find(cluster, SCOPE, signal)).toEqual([
      {
        ref: {
          kind: 'deployment',
          cluster: 'demo',
          namespace: 'storefront',
          name: 'shop',
          backends: { baseline: 'stable', new: 'next' },
        },
        evidence:
          'Service shop sends requests to 4 pods of stable and 0 of next.',
      },
    ]);
  });

  it('passes on what the cluster refuses', async () => {
    const refusal = new ClusterError('forbidden', 'Grant it', {
      status: 403,
      retryAfterMs: null,
    });
    const cluster = clusterWith(new Map());
    cluster.list = async () => {
      throw refusal;
    };
    await expect(find(cluster, SCOPE, signal)).rejects.toThrow(refusal);
  });
});
