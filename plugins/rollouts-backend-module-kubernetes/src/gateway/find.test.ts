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

import { createSandbox, type Sandbox } from '@stagecraft/sandbox';
import { ConfigReader } from '@backstage/config';
import { CHECKOUT, portalConfig } from '../__testUtils__/sandboxDriver';
import { Clusters } from '../cluster/Clusters';
import { candidatesIn } from './find';
import { GatewayApiDriver } from './GatewayApiDriver';
import { httpRouteSchema } from './route';

const route = (...rules: object[][]) =>
  httpRouteSchema.parse({
    metadata: {
      name: 'checkout',
      namespace: 'storefront',
      uid: 'u',
      resourceVersion: '1',
      generation: 1,
    },
    spec: { rules: rules.map(backendRefs => ({ backendRefs })) },
  });

const backendsIn = (...rules: object[][]) =>
  candidatesIn(route(...rules), 'demo').map(({ ref }) => ref.backends);

describe('candidatesIn', () => {
  it('takes what has more weight for the baseline', () => {
    expect(
      candidatesIn(
        route([
          { name: 'b', weight: 0 },
          { name: 'a', weight: 100 },
        ]),
        'demo',
      ),
    ).toEqual([
      {
        ref: {
          kind: 'gateway-api',
          cluster: 'demo',
          namespace: 'storefront',
          name: 'checkout',
          backends: { baseline: 'a', new: 'b' },
        },
        evidence: 'a has weight 100, b has 0.',
      },
    ]);
  });

  it('finds every pair of a rule, and each pair once', () => {
    const rule = [{ name: 'a', weight: 2 }, { name: 'b' }, { name: 'c' }];
    expect(backendsIn(rule, rule)).toEqual([
      { baseline: 'a', new: 'b' },
      { baseline: 'a', new: 'c' },
      { baseline: 'b', new: 'c' },
    ]);
  });

  it('finds nothing where nothing is shared by two Services of the namespace', () => {
    expect(
      backendsIn(
        [{ name: 'a' }],
        [{ name: 'b' }, { name: 'c', namespace: 'other' }],
        [{ name: 'd' }, { name: 'e', kind: 'ServiceImport' }],
        [{ name: 'f' }, { name: 'f' }],
        [],
      ),
    ).toEqual([]);
  });
});

describe('finding HTTPRoutes', () => {
  let sandbox: Sandbox;
  let clusters: Clusters;
  beforeAll(async () => {
    sandbox = await createSandbox({ traffic: false });
    clusters = Clusters.fromConfig(new ConfigReader(portalConfig(sandbox.url)));
  });
  afterAll(async () => {
    clusters.close();
    await sandbox.stop();
  });

  const find = (namespace: string | null, id: string) =>
    new GatewayApiDriver(clusters).find(
      {
        cluster: 'demo',
        namespace,
        labelSelector: `backstage.io/kubernetes-id=${id}`,
      },
      AbortSignal.timeout(10_000),
    );

  it.each(['storefront', null])(
    'finds what the labels name, in namespace %s',
    async namespace => {
      const found = await find(namespace, 'checkout');
      expect(found.map(({ ref }) => ref)).toEqual([CHECKOUT]);
    },
  );

  it('finds nothing outside the scope', async () => {
    expect(await find('billing', 'checkout')).toEqual([]);
    expect(await find(null, 'nobody')).toEqual([]);
  });
});
