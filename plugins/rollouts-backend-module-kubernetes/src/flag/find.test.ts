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

import { sandboxPlane } from '../__testUtils__/sandboxPlane';
import { FLAG_TARGET, flagWith } from '../__testUtils__/flags';
import { CLUSTER, proxied } from '../conformance/proxied';
import { FeatureFlagDriver } from './FeatureFlagDriver';

it('finds what flags could be moved to, by label', async () => {
  const plane = await sandboxPlane();
  const way = await proxied(plane);
  const driver = new FeatureFlagDriver(way.clusters);
  const path = `/apis/core.openfeature.dev/v1beta1/namespaces/${plane.namespace}/featureflags`;
  const create = (name: string, app: string) =>
    plane.admin.send('POST', path, {
      apiVersion: 'core.openfeature.dev/v1beta1',
      kind: 'FeatureFlag',
      metadata: { name, labels: { app } },
      spec: {
        flagSpec: {
          flags: {
            'new-checkout': flagWith(),
            retired: flagWith({ state: 'DISABLED' }),
            Unnameable: flagWith({ variants: { off: 1, 'On!': 2 } }),
          },
        },
      },
    });
  const find = (labelSelector: string) =>
    driver.find(
      { cluster: CLUSTER, namespace: plane.namespace, labelSelector },
      AbortSignal.timeout(10_000),
    );
  try {
    await create('shop-flags', 'shop');
    await create('other-flags', 'other');
    const target = {
      ...FLAG_TARGET,
      cluster: CLUSTER,
      namespace: plane.namespace,
    };
    expect(await find('app=shop')).toEqual([
      {
        ref: { ...target, backends: { baseline: 'off', new: 'on' } },
        evidence:
          'new-checkout gives off by default; on is another of its variants.',
      },
      {
        ref: { ...target, backends: { baseline: 'off', new: 'dark' } },
        evidence: expect.stringMatching(/dark is another/),
      },
    ]);
    expect(await find('app=none')).toEqual([]);
    way.proxy.inject('GET', { type: 'answer', status: 404 });
    expect(await find('app=shop')).toEqual([]);
    way.proxy.inject('GET', { type: 'answer', status: 403 });
    await expect(find('app=shop')).rejects.toThrow(/the verb "list"/);
  } finally {
    await way.stop();
    await plane.stop();
  }
});
